/// Regular expressions of the schema.
enum TextPattern {
    /// Whether `pattern` is found in `text`. A pattern that is not a regular expression matches nothing; a test compiles
    /// all patterns of the schema.
    static func matches(_ text: String, _ pattern: String) -> Bool {
        guard let expression = try? Regex(pattern).matchingSemantics(.unicodeScalar) else { return false }
        return text.contains(expression)
    }
}
