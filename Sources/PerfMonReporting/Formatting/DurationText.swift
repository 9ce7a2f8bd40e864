internal import PerfMonModel

/// A duration for people: three significant digits, `2.31 s`, `48 ms`, `310 µs`, and `2 min 05 s` from a minute on.
struct DurationText: CustomStringConvertible {
    let description: String

    init(_ duration: Duration) {
        let nanoseconds = max(duration.nanoseconds, 0)
        description =
            switch nanoseconds {
            case 0: "0 ms"
            case ..<999_500: "\(Self.rounded(nanoseconds, by: 1000)) µs"
            case ..<9_950_000: "\(Self.decimal(Self.rounded(nanoseconds, by: 100_000), digits: 1)) ms"
            case ..<999_500_000: "\(Self.rounded(nanoseconds, by: 1_000_000)) ms"
            case ..<9_995_000_000: "\(Self.decimal(Self.rounded(nanoseconds, by: 10_000_000), digits: 2)) s"
            case ..<59_950_000_000: "\(Self.decimal(Self.rounded(nanoseconds, by: 100_000_000), digits: 1)) s"
            default: Self.minutes(Self.rounded(nanoseconds, by: 1_000_000_000))
            }
    }

    private static func rounded(_ value: Int64, by unit: Int64) -> Int64 {
        value / unit + (value % unit * 2 >= unit ? 1 : 0)
    }

    private static func minutes(_ seconds: Int64) -> String {
        "\(seconds / 60) min \(String(seconds % 60).leftPadded(to: 2)) s"
    }

    /// `value / 10^digits` with all its digits.
    static func decimal(_ value: Int64, digits: Int) -> String {
        let text = String(value).leftPadded(to: digits + 1)
        return text.dropLast(digits) + "." + text.suffix(digits)
    }
}

extension String {
    /// Zeros in front, up to `width` characters.
    func leftPadded(to width: Int) -> String {
        String(repeating: "0", count: max(0, width - count)) + self
    }
}
