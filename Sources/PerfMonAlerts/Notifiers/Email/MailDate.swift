#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import PerfMonReporting

/// A moment as mails write it (RFC 5322, section 3.3), in UTC: `Sun, 22 Nov 2026 15:30:12 +0000`.
struct MailDate {
    let text: String

    init(_ moment: Date) {
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        // Such as 2026-11-22T15:30:12.123Z, rounded to the same millisecond as the day of the week.
        let milliseconds = (moment.timeIntervalSince1970 * 1000).rounded()
        let parts = UTCTime(Date(timeIntervalSince1970: milliseconds / 1000)).iso8601.split { "-T.".contains($0) }
        let sinceThursday = Int((milliseconds / 86_400_000).rounded(.down)) % 7
        let month = parts.count > 3 ? Int(parts[1]).map { months[($0 - 1) % 12] } : nil
        guard let month else {
            text = "Thu, 1 Jan 1970 00:00:00 +0000"
            return
        }
        text = "\(days[(sinceThursday + 7) % 7]), \(parts[2]) \(month) \(parts[0]) \(parts[3]) +0000"
    }
}
