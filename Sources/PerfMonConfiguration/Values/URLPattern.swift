/// A compiled pattern for URL paths or host names.
///
/// `*` stands for any text, `/` included, `?` for one character, `[ab]`, `[a-z]` and `[!a]` for one character of
/// a set, as in `fnmatch`; `{name}` for exactly one path segment. Everything else stands for itself.
package struct URLPattern: Sendable, Hashable {
    enum Token: Sendable, Hashable {
        case byte(UInt8)
        case anyCharacter
        case anyText
        /// One of `sets`.
        case set(UInt16)
        case segment

        var isWildcard: Bool { if case .byte = self { false } else { true } }
    }

    /// Code points between the brackets.
    struct CharacterSet: Sendable, Hashable {
        var ranges: [ClosedRange<UInt32>]
        var isNegated: Bool

        func contains(_ scalar: UInt32) -> Bool {
            ranges.contains { $0.contains(scalar) } != isNegated
        }
    }

    /// The pattern as written.
    package let text: String
    let tokens: [Token]
    let sets: [CharacterSet]
    /// As in web-perfmonitor, a pattern with a set also stands for its own text: `/item[1]` matches `/item[1]`.
    let literal: [UInt8]
    let ignoresCase: Bool
    /// Whether a look at the characters is worth while, see ``PatternText``.
    let hasUnusualCharacters: Bool

    /// Compiles a pattern. With `ignoresCase`, ASCII letters match in either case, as in host names.
    package init(_ text: String, ignoresCase: Bool = false) throws(ValueProblem) {
        self.text = text
        self.ignoresCase = ignoresCase
        var parser = URLPatternParser(ignoresCase ? text.lowercased() : text)
        try parser.parse()
        tokens = parser.tokens
        sets = parser.sets
        hasUnusualCharacters = parser.hasUnusualCharacters
        literal = sets.isEmpty ? [] : Array(text.utf8)
    }

    /// The part of a pattern that `tokens`, which are some of its last, stand for.
    func tail(_ tokens: ArraySlice<Token>) -> URLPattern {
        URLPattern(text: text, tokens: Array(tokens), sets: sets, ignoresCase: ignoresCase)
    }

    private init(text: String, tokens: [Token], sets: [CharacterSet], ignoresCase: Bool) {
        self.text = text
        self.tokens = tokens
        self.sets = sets
        self.literal = []
        self.hasUnusualCharacters = false
        self.ignoresCase = ignoresCase
    }

    /// Whether the pattern stands for the whole of `text`.
    package func matches(_ text: String) -> Bool {
        text.withBytes { matches($0) }
    }

    /// The same of a part of a text, without a copy of it.
    func matches(_ text: Substring) -> Bool {
        text.utf8.withContiguousStorageIfAvailable { matches($0) } ?? matches(String(text))
    }
}
