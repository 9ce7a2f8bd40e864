internal import PerfMonModel

/// A duration for people: three significant digits, `2.31 s`, `48 ms`, `310 µs`, and from a minute on
/// `2 min 05 s`, `3 h 20 min`, `12 d 4 h`.
package struct DurationText: CustomStringConvertible {
    package let description: String

    package init(_ duration: Duration) {
        let nanoseconds = max(duration.nanoseconds, 0)
        description =
            switch nanoseconds {
            case 0: "0 ms"
            case ..<999_500: "\(Self.rounded(nanoseconds, by: 1000)) µs"
            case ..<9_950_000: "\(DecimalText(scaled: Self.rounded(nanoseconds, by: 100_000), digits: 1)) ms"
            case ..<999_500_000: "\(Self.rounded(nanoseconds, by: 1_000_000)) ms"
            case ..<9_995_000_000: "\(DecimalText(scaled: Self.rounded(nanoseconds, by: 10_000_000), digits: 2)) s"
            case ..<59_950_000_000: "\(DecimalText(scaled: Self.rounded(nanoseconds, by: 100_000_000), digits: 1)) s"
            default: Self.minutes(Self.rounded(nanoseconds, by: 1_000_000_000))
            }
    }

    private static func rounded(_ value: Int64, by unit: Int64) -> Int64 {
        value / unit + (value % unit * 2 >= unit ? 1 : 0)
    }

    private static func minutes(_ seconds: Int64) -> String {
        let (minutes, hours) = (seconds / 60, seconds / 3600)
        return switch hours {
        case 0: "\(minutes) min \(String(seconds % 60).leftPadded(to: 2)) s"
        case 1..<24: "\(hours) h \(String(minutes % 60).leftPadded(to: 2)) min"
        default: "\(hours / 24) d \(hours % 24) h"
        }
    }
}
