/// Writes values as YAML that reads back as the same values, in one line each.
package enum YAMLWriter {
    /// The value of a key in a block, where brackets and braces inside a text need no quotes.
    static func line(_ value: JSONValue) -> String {
        if case .text(let text) = value { return scalar(text, inFlow: false) }
        return flow(value)
    }

    /// A value inside brackets or braces.
    static func flow(_ value: JSONValue) -> String {
        switch value {
        case .null, .boolean: value.description
        case .number(let number): number.isFinite ? value.description : ".inf"
        case .text(let text): scalar(text, inFlow: true)
        case .array(let items): "[\(items.map(flow).joined(separator: ", "))]"
        case .object(let entries) where entries.isEmpty: "{}"
        case .object(let entries):
            "{ \(entries.sorted { $0.key < $1.key }.map { "\(scalar($0.key, inFlow: true)): \(flow($0.value))" }.joined(separator: ", ")) }"
        }
    }

    /// A text, in quotes unless every reader of YAML takes it for this text without them.
    static func scalar(_ text: String, inFlow: Bool) -> String {
        isPlain(text, inFlow: inFlow) ? text : JSONWriter.quoted(text)
    }

    private static func isPlain(_ text: String, inFlow: Bool) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 200, text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) else { return false }
        let isReference = text.hasPrefix("${") && text.hasSuffix("}") && !inFlow
        guard isReference || isLetterOrDigit(first) || first == UInt8(ascii: "/") || first == UInt8(ascii: ".") else { return false }
        guard !text.contains(": "), !text.contains(" #"), text.utf8.last != UInt8(ascii: " "), text.utf8.last != UInt8(ascii: ":") else {
            return false
        }
        if inFlow, text.utf8.contains(where: { ",[]{}:".utf8.contains($0) }) { return false }
        return ScalarResolver.resolve(text) == .text && !ScalarResolver.isBooleanWord(text) && !isNumberElsewhere(text)
    }

    /// YAML 1.1 reads `1_000`, `1:30` and dates as something other than text.
    private static func isNumberElsewhere(_ text: String) -> Bool {
        text.utf8.allSatisfy { isDigit($0) || "_:.-+TZ ".utf8.contains($0) } && text.utf8.contains(where: isDigit)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
