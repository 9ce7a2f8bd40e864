/// Durations as the file writes them: `500ms`, `1.5s`, `1h30m`, `10d`, and `0`.
///
/// The grammar is Prometheus's, with decimals and with `ns` and `us` added.
package enum DurationText {
    private static let units: [(name: String, nanoseconds: Double)] = [
        ("ns", 1), ("us", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9), ("d", 86_400e9), ("w", 604_800e9),
    ]
    private static let spelledOut: [String: String] = [
        "µs": "us", "μs": "us", "msec": "ms", "msecs": "ms", "millis": "ms", "milliseconds": "ms", "millisecond": "ms",
        "sec": "s", "secs": "s", "second": "s", "seconds": "s", "min": "m", "mins": "m", "minute": "m", "minutes": "m",
        "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "day": "d", "days": "d", "week": "w", "weeks": "w",
    ]
    /// A hundred years: far from the limits of `Duration` and of clocks.
    private static let largest = 3_155_760_000e9

    package static func parse(_ text: String) throws(ValueProblem) -> Duration {
        if let duration = single(text) { return duration }
        if text == "0" { return .zero }
        let parts = try parts(of: text)
        var nanoseconds = 0.0
        for part in parts {
            guard let unit = units.first(where: { $0.name == part.unit }) else {
                throw unknownUnit(part.unit, in: text, parts: parts)
            }
            nanoseconds += part.number * unit.nanoseconds
        }
        guard nanoseconds <= largest else {
            throw ValueProblem("is longer than a hundred years", hint: "write a shorter duration, such as 10d")
        }
        return .nanoseconds(Int64(nanoseconds.rounded()))
    }

    /// The shortest way to write a duration with one unit.
    package static func write(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let nanoseconds = attoseconds / 1_000_000_000
        if nanoseconds == 0 {
            if seconds == 0 { return "0s" }
            let units: [(Int64, String)] = [(86_400, "d"), (3600, "h"), (60, "m")]
            for (factor, name) in units where seconds % factor == 0 { return "\(seconds / factor)\(name)" }
            return "\(seconds)s"
        }
        let total = seconds * 1_000_000_000 + nanoseconds
        if total % 1_000_000 == 0 { return "\(total / 1_000_000)ms" }
        return total % 1000 == 0 ? "\(total / 1000)us" : "\(total)ns"
    }

    /// A whole number with one unit, as nearly all durations are; `nil` for everything else.
    private static func single(_ text: String) -> Duration? {
        text.withBytes { bytes in
            let digits = bytes.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.count
            // In none of the units below, a number of so few digits is as long as the longest duration.
            guard 1...5 ~= digits, 1...2 ~= bytes.count - digits else { return nil }
            let number = bytes[..<digits].reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
            switch (bytes[digits], digits + 1 < bytes.count ? bytes[digits + 1] : 0) {
            case (UInt8(ascii: "n"), UInt8(ascii: "s")): return .nanoseconds(number)
            case (UInt8(ascii: "u"), UInt8(ascii: "s")): return .microseconds(number)
            case (UInt8(ascii: "m"), UInt8(ascii: "s")): return .milliseconds(number)
            case (UInt8(ascii: "s"), 0): return .seconds(number)
            case (UInt8(ascii: "m"), 0): return .seconds(number * 60)
            case (UInt8(ascii: "h"), 0): return .seconds(number * 3600)
            default: return nil
            }
        }
    }

    private struct Part {
        var digits: String
        var number: Double
        var unit: String
    }

    private static func parts(of text: String) throws(ValueProblem) -> [Part] {
        var parts: [Part] = []
        var rest = text[...]
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { !($0.isASCII && $0.isNumber || $0 == ".") }
            rest = rest.dropFirst(unit.count)
            guard let number = DecimalText.parse(digits) else { throw malformed(text) }
            parts.append(Part(digits: String(digits), number: number, unit: String(unit)))
        }
        guard let first = parts.first else { throw malformed(text) }
        if parts.count == 1, first.unit.isEmpty {
            throw ValueProblem("has no unit", hint: "did you mean \(first.digits)ms or \(first.digits)s?")
        }
        return parts
    }

    private static func malformed(_ text: String) -> ValueProblem {
        if text.hasPrefix("-") {
            return ValueProblem("is negative", hint: "a duration is 0 or more, such as 500ms or 10d")
        }
        return ValueProblem("is not a duration", hint: "expected a number with a unit, such as 500ms, 1.5s, 1h30m or 10d")
    }

    private static func unknownUnit(_ unit: String, in text: String, parts: [Part]) -> ValueProblem {
        let compact = text.filter { $0 != " " }
        if parts.count > 1, compact != text, (try? parse(compact)) != nil {
            return ValueProblem("has a blank in it", hint: "did you mean \(compact)?", suggestion: compact)
        }
        let trimmed = unit.filter { $0 != " " }
        let known = units.map(\.name)
        let canonical =
            known.first { $0 == trimmed } ?? spelledOut[trimmed.lowercased()] ?? known.first { $0 == trimmed.lowercased() }
        guard let canonical, parts.count == 1, let digits = parts.first?.digits else {
            if unit.isEmpty { return ValueProblem("has a number without a unit", hint: "each number needs a unit, such as 1h30m") }
            return ValueProblem("has the unknown unit `\(Printable.text(unit, limit: 20))`", hint: "units are ns, us, ms, s, m, h, d and w")
        }
        let suggestion = digits + canonical
        return ValueProblem("is not a duration", hint: "did you mean \(suggestion)?", suggestion: suggestion)
    }
}
