/// Values of the wrong type, and what was probably meant.
extension SchemaValidator {
    mutating func checkType(_ node: Node, _ schema: JSONSchema, at location: Location) -> Bool {
        if TypeCheck.admits(node, schema) { return true }
        if let scalar = node.scalar, schema.types.contains(.boolean), let meant = booleanMeant(by: scalar) {
            report(
                .wrongType, "`\(name(of: location))` must be true or false",
                label: "did you mean `\(meant)`?" + (scalar.isPlain ? " (YAML 1.2 reads `\(scalar.text)` as text)" : ""), node,
                at: location, suggestion: String(meant))
            return false
        }
        reportType(node, expected: TypeCheck.noun(schema), isSecret: schema.annotations.isSecret, at: location)
        return false
    }

    private func booleanMeant(by scalar: Scalar) -> Bool? {
        guard scalar.origin == .file else { return nil }
        switch scalar.text.lowercased() {
        case "true": return true
        case "false": return false
        default: return ScalarResolver.booleanWords[scalar.text]
        }
    }

    /// `expected` is a noun of ``TypeCheck``.
    mutating func reportType(_ node: Node, expected: String, isSecret: Bool = false, at location: Location) {
        // In place of a notifier, what else would stand there but its secret?
        if path.components.count == 2, path.components[0] == .key("notifiers"), node.scalar != nil { secrets.insert(node.range) }
        let found = TypeCheck.noun(node)
        let isReference = node.scalar?.origin == .reference
        let suggestion = isSecret || isReference ? nil : node.scalar.flatMap { replacement(for: $0, expected: expected) }
        let label = suggestion.map { "write \($0)" } ?? missingColon(in: node, expected: expected)
        report(
            .wrongType, "\(subject(of: location)) must be \(expected)",
            label: label ?? (isReference ? "the value of this reference is \(found)" : "this is \(found)"),
            help: isReference && isQuotedForNothing(node, expected: expected) ? "remove the quotes: in quotes, a reference is text" : nil,
            node, at: location,
            suggestion: suggestion)
    }

    /// Without its quotes, the reference would have the type that is expected.
    private func isQuotedForNothing(_ node: Node, expected: String) -> Bool {
        guard let scalar = node.scalar, !scalar.isPlain else { return false }
        switch ScalarResolver.resolve(scalar.text) {
        case .boolean: return expected.contains("true or false")
        case .integer, .number: return expected.contains("number")
        case .null, .text: return false
        }
    }

    /// The value in the type that is expected, if there is an obvious one.
    private func replacement(for scalar: Scalar, expected: String) -> String? {
        let quoted = "\"\(scalar.text)\""
        switch expected {
        case "text": return quoted
        case "a list": return scalar.value == .text ? "[\(scalar.isPlain ? scalar.text : quoted)]" : nil
        case "a number", "a whole number":
            let digits = scalar.text.filter { $0 != "_" && $0 != "," }
            guard digits != scalar.text || !scalar.isPlain, let number = ScalarResolver.resolve(digits).number else { return nil }
            return expected == "a number" || number == number.rounded() ? digits : nil
        default: return nil
        }
    }

    private func missingColon(in node: Node, expected: String) -> String? {
        guard expected == "a map of keys", let scalar = node.scalar, scalar.isPlain, scalar.origin == .file else { return nil }
        if scalar.text.contains(":") { return "write a space behind the colon" }
        return scalar.text.contains(" ") ? "is a colon missing?" : nil
    }
}
