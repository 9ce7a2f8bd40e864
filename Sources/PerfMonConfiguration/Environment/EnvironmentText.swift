/// The forms of values that environment variables accept. Blanks around a value do not count.
enum EnvironmentText {
    static func trimmed(_ text: some StringProtocol) -> String {
        var rest = Substring(text)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }

    /// A comma list; empty items do not count.
    static func list(_ text: String) -> [String] {
        text.split(separator: ",").map(trimmed).filter { !$0.isEmpty }
    }

    static func boolean(_ text: String) throws(ValueProblem) -> Bool {
        switch trimmed(text).lowercased() {
        case "true", "1", "yes", "on": return true
        case "false", "0", "no", "off": return false
        default: throw ValueProblem("is neither true nor false", hint: "expected true, 1, yes, on, false, 0, no or off")
        }
    }

    /// A bare number counts in `unit`; anything else is a duration with a unit.
    static func duration(_ text: String, unit: Duration) throws(ValueProblem) -> Duration {
        let text = trimmed(text)
        let name = unit == .seconds(1) ? "seconds" : "days"
        let example = unit == .seconds(1) ? "0.5" : "10"
        if let number = number(text) {
            guard number >= 0 else { throw ValueProblem("is negative", hint: "expected \(name) (\(example)) or a duration (500ms)") }
            let seconds = number * (unit / .seconds(1))
            guard seconds <= 3_155_760_000 else {
                throw ValueProblem("is longer than a hundred years", hint: "expected \(name) (\(example)) or a duration (500ms)")
            }
            return .nanoseconds(Int64((seconds * 1e9).rounded()))
        }
        do {
            return try DurationText.parse(text)
        } catch {
            throw ValueProblem("is not a duration", hint: "expected \(name) (\(example)) or a duration (500ms)")
        }
    }

    static func positive(_ duration: Duration) throws(ValueProblem) -> Duration {
        guard duration > .zero else { throw ValueProblem("is not above zero", hint: "such as 0.5 or 500ms") }
        return duration
    }

    static func days(_ text: String) throws(ValueProblem) -> Duration {
        if number(trimmed(text)) != nil, Int(trimmed(text)) == nil {
            throw ValueProblem("is not a whole number of days", hint: "such as 10, or a duration such as 36h")
        }
        return try duration(text, unit: .seconds(86_400))
    }

    static func share(_ text: String) throws(ValueProblem) -> Double {
        let text = trimmed(text)
        let share: Double
        if let number = number(text), number <= 1 { share = number } else { share = try ShareText.parse(text) }
        guard share > 0 else { throw ValueProblem("is not above zero", hint: "such as 5% or 0.05") }
        return share
    }

    static func count(_ text: String) throws(ValueProblem) -> Int {
        guard let count = Int(trimmed(text)), count >= 1 else {
            throw ValueProblem("is not a whole number of at least 1", hint: "such as 1000")
        }
        return count
    }

    static func patterns(_ text: String) throws(ValueProblem) -> [String] {
        let patterns = list(text)
        for pattern in patterns {
            do {
                _ = try PathPattern.parse(pattern)
            } catch {
                throw ValueProblem("has the pattern `\(Printable.text(pattern))`, which \(error.reason)", hint: error.hint)
            }
        }
        return patterns
    }

    static func headerNames(_ text: String) throws(ValueProblem) -> HeaderOptions.Names {
        let names = list(text)
        if names == ["standard"] { return .standard }
        let allowed = Set("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
        for name in names where !name.allSatisfy(allowed.contains) {
            throw ValueProblem("has `\(Printable.text(name))`, which is not a header's name", hint: "such as X-Request-ID,User-Agent")
        }
        return .list(names)
    }

    /// A finite decimal number, with an exponent or not.
    static func number(_ text: String) -> Double? {
        guard text.utf8.count <= 40, text.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }) else { return nil }
        guard let number = Double(text), number.isFinite else { return nil }
        return number
    }
}
