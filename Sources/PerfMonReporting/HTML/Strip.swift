internal import PerfMonModel

/// One coloured stretch of a bar; wide ones bear the letter of their state.
struct Strip {
    var state: LaneState
    /// Shares of the whole bar.
    var start: Double, width: Double

    /// A letter needs this share of the bar.
    private static let widthForLetter = 0.03

    var html: HTML {
        let x = DecimalText(start * 100, digits: 2)
        let letter: HTML? =
            width < Self.widthForLetter
            ? nil : "<text x=\"\(DecimalText((start + width / 2) * 100, digits: 2))%\" y=\"50%\">\(state.letter)</text>"
        return """
            <rect class="\(.stateClass(state))" x="\(x)%" width="\(DecimalText(width * 100, digits: 2))%" height="100%">\
            <title>\(state.title)</title></rect>\(letter)
            """
    }
}
