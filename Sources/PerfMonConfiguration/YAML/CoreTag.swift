/// The tags of the core schema.
enum CoreTag {
    static let prefix = "tag:yaml.org,2002:"
    static let map = prefix + "map"
    static let sequence = prefix + "seq"

    /// The value of a scalar under its tag; `nil` when the tag is unknown or does not fit the text.
    static func value(of text: String, isPlain: Bool, tag: String?) -> Scalar.Value? {
        guard let tag else { return isPlain ? ScalarResolver.resolve(text) : .text }
        let resolved = ScalarResolver.resolve(text)
        switch (tag, resolved) {
        case (prefix + "str", _), ("!", _): return .text
        case (prefix + "int", .integer), (prefix + "float", .number), (prefix + "bool", .boolean), (prefix + "null", .null):
            return resolved
        case (prefix + "float", .integer(let value)): return .number(Double(value))
        default: return nil
        }
    }
}
