/// The regular expressions of the schema, each compiled once.
struct TextPatterns {
    private var compiled: [String: Regex<AnyRegexOutput>] = [:]

    /// Whether `pattern` is found in `text`. What is not a regular expression matches nothing; a test compiles all
    /// patterns of the schema.
    mutating func matches(_ text: String, _ pattern: String) -> Bool {
        guard let expression = compiled[pattern] ?? (try? Regex(pattern).matchingSemantics(.unicodeScalar)) else { return false }
        compiled[pattern] = expression
        return text.contains(expression)
    }
}
