/// Why a piece of text is not the value it should be.
package struct ValueProblem: Error, Equatable {
    /// What the text should be or what is wrong with it; continues "`x` …".
    package var reason: String
    /// What to write instead, in words.
    package var hint: String
    /// Text that would be valid.
    package var suggestion: String?

    init(_ reason: String, hint: String, suggestion: String? = nil) {
        self.reason = reason
        self.hint = hint
        self.suggestion = suggestion
    }
}

extension ValueProblem: CustomStringConvertible {
    /// For a message that has named the text already.
    package var description: String { "it \(reason); \(hint)" }
}
