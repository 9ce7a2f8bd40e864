/// Shares of a whole: `5%` or `0.05`.
package enum ShareText {
    /// A number from 0 to 1.
    package static func parse(_ text: String) throws(ValueProblem) -> Double {
        let isPercent = text.hasSuffix("%")
        guard let number = DecimalText.parse(isPercent ? text.dropLast() : text[...]) else {
            throw ValueProblem("is not a share", hint: "expected a percentage such as 5%, or a number from 0 to 1 such as 0.05")
        }
        let share = isPercent ? number / 100 : number
        guard share <= 1 else {
            guard !isPercent, number <= 100 else { throw ValueProblem("is more than the whole", hint: "a share is at most 100%") }
            throw ValueProblem("is more than the whole", hint: "did you mean \(text)%?", suggestion: "\(text)%")
        }
        return share
    }
}
