/// The regular expressions of the schema, each compiled once.
struct TextPatterns {
    private enum Compiled {
        case prefix(String)
        case classes(CharacterClasses)
        case expression(Regex<AnyRegexOutput>)
        case invalid
    }

    private var compiled: [String: Compiled] = [:]

    /// Whether `pattern` is found in `text`. What is not a regular expression matches nothing; a test compiles all
    /// patterns of the schema.
    mutating func matches(_ text: String, _ pattern: String) -> Bool {
        switch compiled[pattern] ?? compile(pattern) {
        case .prefix(let prefix): text.utf8.starts(with: prefix.utf8)
        case .classes(let classes): classes.matches(text)
        case .expression(let expression): text.contains(expression)
        case .invalid: false
        }
    }

    /// What a text must begin with, such as `x-` for `^x-`.
    private static func prefix(_ pattern: String) -> String? {
        let rest = pattern.utf8.dropFirst()
        let isPlain = rest.allSatisfy { $0 == UInt8(ascii: "-") || $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") }
        return pattern.utf8.first == UInt8(ascii: "^") && isPlain ? String(Substring(rest)) : nil
    }

    private mutating func compile(_ pattern: String) -> Compiled {
        let result: Compiled =
            if let prefix = Self.prefix(pattern) { .prefix(prefix) } else if let classes = CharacterClasses(pattern) {
                .classes(classes)
            } else {
                (try? Regex(pattern)).map { .expression($0.matchingSemantics(.unicodeScalar)) } ?? .invalid
            }
        compiled[pattern] = result
        return result
    }
}

/// The simplest of expressions, `^[a-z][a-z0-9]{0,62}$`: a name may be checked thousands of times, and `Regex` is slow.
struct CharacterClasses {
    private struct Part {
        var admits: [Bool]
        var count: ClosedRange<Int>
    }

    private let parts: [Part]

    /// `nil` unless the pattern is made of ASCII classes, at most the last of which repeats.
    init?(_ pattern: String) {
        var rest = Array(pattern.utf8)[...]
        guard rest.popFirst() == UInt8(ascii: "^"), rest.popLast() == UInt8(ascii: "$") else { return nil }
        var parts: [Part] = []
        while let opening = rest.popFirst() {
            guard opening == UInt8(ascii: "["), let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            guard let admits = Self.admitted(rest[..<end]) else { return nil }
            rest = rest[(end + 1)...]
            guard parts.allSatisfy({ $0.count == 1...1 }), let count = Self.count(&rest) else { return nil }
            parts.append(Part(admits: admits, count: count))
        }
        self.parts = parts
    }

    func matches(_ text: String) -> Bool {
        text.withBytes { bytes in
            var start = 0
            for part in parts {
                var end = start
                while end < bytes.count, end - start < part.count.upperBound, bytes[end] < 0x80, part.admits[Int(bytes[end])] { end += 1 }
                guard end - start >= part.count.lowerBound else { return false }
                start = end
            }
            return start == bytes.count
        }
    }

    private static func admitted(_ body: ArraySlice<UInt8>) -> [Bool]? {
        var admits = [Bool](repeating: false, count: 128)
        var rest = body
        guard rest.first != UInt8(ascii: "^"), !rest.contains(UInt8(ascii: "\\")), rest.allSatisfy({ $0 < 0x80 }) else { return nil }
        while let low = rest.popFirst() {
            var high = low
            if rest.count >= 2, rest.first == UInt8(ascii: "-") {
                rest.removeFirst()
                high = rest.removeFirst()
            }
            guard low <= high else { return nil }
            for byte in low...high { admits[Int(byte)] = true }
        }
        return admits
    }

    /// `+`, `{0,62}` or nothing.
    private static func count(_ rest: inout ArraySlice<UInt8>) -> ClosedRange<Int>? {
        switch rest.first {
        case UInt8(ascii: "+"):
            rest.removeFirst()
            return 1...Int.max
        case UInt8(ascii: "{"):
            guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else { return nil }
            let bounds = String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self).split(separator: ",").compactMap { Int($0) }
            rest = rest[(end + 1)...]
            guard bounds.count == 2, bounds[0] <= bounds[1] else { return nil }
            return bounds[0]...bounds[1]
        default: return 1...1
        }
    }
}
