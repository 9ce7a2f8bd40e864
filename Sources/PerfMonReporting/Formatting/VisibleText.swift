/// Text from outside made safe to look at: nothing in it can hide, reorder or break lines, and it has an end.
package struct VisibleText {
    /// Longer texts are cut; a report must not grow with its input.
    package static let limit = 2000

    package let text: String

    package init(_ source: String, limit: Int = Self.limit) {
        let clipped = source.unicodeScalars.prefix(limit)
        var text = String.UnicodeScalarView()
        for scalar in clipped { Self.append(scalar, to: &text) }
        self.text = String(text) + (clipped.endIndex < source.unicodeScalars.endIndex ? "…" : "")
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String.UnicodeScalarView) {
        switch scalar.properties.generalCategory {
        // Format characters include the bidirectional overrides and zero-width characters.
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            text.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
        default: text.append(scalar)
        }
    }
}
