/// A piece of a page. Literals are markup; everything interpolated is escaped, unless it is a piece itself.
package struct HTML: Sendable, ExpressibleByStringInterpolation {
    package private(set) var source: String

    package init(stringLiteral markup: String) {
        source = markup
    }

    package init(stringInterpolation: StringInterpolation) {
        source = stringInterpolation.source
    }

    /// Text from outside, escaped, and cut after `limit` characters.
    package init(text: String, limit: Int = VisibleText.limit) {
        source = Self.escaped(VisibleText(text, limit: limit).text)
    }

    /// The package's own style sheet or script.
    init(resource: [UInt8]) {
        source = String(decoding: resource, as: UTF8.self)
    }

    package static func joined(_ pieces: some Sequence<HTML>) -> HTML {
        pieces.reduce(into: "") { $0.source += $1.source }
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var source = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            source.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        package mutating func appendLiteral(_ markup: String) {
            source += markup
        }

        package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            source += HTML(text: value.description).source
        }

        package mutating func appendInterpolation(_ piece: HTML) {
            source += piece.source
        }

        package mutating func appendInterpolation(_ piece: HTML?) {
            if let piece { source += piece.source }
        }

        /// One piece for each element.
        package mutating func appendInterpolation<Elements: Sequence>(
            each elements: Elements,
            _ piece: (Elements.Element) -> HTML
        ) {
            for element in elements { source += piece(element).source }
        }
    }
}
