/// A piece of a page. Literals are markup; everything interpolated is escaped, unless it is a piece itself.
struct HTML: Sendable, ExpressibleByStringInterpolation {
    private(set) var source: String

    init(stringLiteral markup: String) {
        source = markup
    }

    init(stringInterpolation: StringInterpolation) {
        source = stringInterpolation.source
    }

    /// Text from outside, escaped, and cut after `limit` characters.
    init(text: String, limit: Int = VisibleText.limit) {
        source = Self.escaped(VisibleText(text, limit: limit).text)
    }

    /// The package's own style sheet or script.
    init(resource: [UInt8]) {
        source = String(decoding: resource, as: UTF8.self)
    }

    static func joined(_ pieces: some Sequence<HTML>) -> HTML {
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

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var source = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            source.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        mutating func appendLiteral(_ markup: String) {
            source += markup
        }

        mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            source += HTML(text: value.description).source
        }

        mutating func appendInterpolation(_ piece: HTML) {
            source += piece.source
        }

        mutating func appendInterpolation(_ piece: HTML?) {
            if let piece { source += piece.source }
        }

        /// One piece for each element.
        mutating func appendInterpolation<Elements: Sequence>(
            each elements: Elements,
            _ piece: (Elements.Element) -> HTML
        ) {
            for element in elements { source += piece(element).source }
        }
    }
}
