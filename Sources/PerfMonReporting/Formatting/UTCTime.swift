#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// A moment as calendar fields in UTC, to the millisecond.
package struct UTCTime {
    private let date: String, clock: [String], millisecond: String

    package init(_ moment: Date) {
        // Years 0001 to 9999: what four digits can name.
        let seconds = min(max(moment.timeIntervalSince1970, -62_135_596_800), 253_402_300_799)
        let milliseconds = Int(exactly: (seconds * 1000).rounded()) ?? 0
        let (day, inDay) = milliseconds.flooredDivision(by: 86_400_000)
        // Days to a date of the proleptic Gregorian calendar, in years that begin in March.
        let (era, dayOfEra) = (day + 719_468).flooredDivision(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        date = "\(String(year).leftPadded(to: 4))-\(String(month).leftPadded(to: 2))-\(String(dayOfMonth).leftPadded(to: 2))"
        clock = [inDay / 3_600_000, inDay / 60_000 % 60, inDay / 1000 % 60].map { String($0).leftPadded(to: 2) }
        millisecond = String(inDay % 1000).leftPadded(to: 3)
    }

    /// Such as `2026-11-22 15:30:12.123 UTC`.
    package var readable: String { "\(date) \(clock.joined(separator: ":")).\(millisecond) UTC" }

    /// Such as `2026-11-22T15:30:12.123Z`.
    package var iso8601: String { "\(date)T\(clock.joined(separator: ":")).\(millisecond)Z" }

    /// Such as `20261122T153012.123Z`: sorts by time and needs no colon.
    var basic: String { "\(date.filter { $0 != "-" })T\(clock.joined()).\(millisecond)Z" }
}

extension Int {
    fileprivate func flooredDivision(by divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
