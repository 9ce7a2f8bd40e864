/// Writes JSON: nodes in the order they have in their file, values with sorted keys.
package struct JSONWriter {
    private static let lineLength = 120

    /// A node with line breaks; short lists and maps stay in one line.
    static func text(_ node: Node, indent: Int = 0) -> String {
        let inline = inlineText(node)
        switch node.content {
        case .scalar: return inline
        case .sequence(let items):
            if items.isEmpty || inline.utf8.count + indent <= lineLength, !items.contains(where: { $0.entries != nil }) { return inline }
            return block(items.map { text($0, indent: indent + 2) }, brackets: ("[", "]"), indent: indent)
        case .mapping(let entries):
            if entries.isEmpty || entries.count == 1 && inline.utf8.count + indent <= lineLength / 2 { return inline }
            return block(
                entries.map { "\(quoted($0.key.text)): \(text($0.value, indent: indent + 2))" }, brackets: ("{", "}"), indent: indent)
        }
    }

    private static func block(_ lines: [String], brackets: (String, String), indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return "\(brackets.0)\n" + lines.map { "\(margin)  \($0)" }.joined(separator: ",\n") + "\n\(margin)\(brackets.1)"
    }

    private static func inlineText(_ node: Node) -> String {
        switch node.content {
        case .scalar(let scalar): return scalar.value == .text ? quoted(scalar.text) : JSONValue(scalar).description
        case .sequence(let items): return "[\(items.map(inlineText).joined(separator: ", "))]"
        case .mapping(let entries):
            return "{\(entries.map { "\(quoted($0.key.text)): \(inlineText($0.value))" }.joined(separator: ", "))}"
        }
    }

    /// A value in one line.
    static func line(_ value: JSONValue) -> String {
        switch value {
        case .null, .boolean, .number: value.description
        case .text(let text): quoted(text)
        case .array(let items): "[\(items.map(line).joined(separator: ","))]"
        case .object(let entries):
            "{\(entries.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(line($0.value))" }.joined(separator: ","))}"
        }
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
