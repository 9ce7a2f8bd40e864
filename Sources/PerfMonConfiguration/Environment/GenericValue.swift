/// Turns the text of a generic variable into a value of the type that the schema wants.
enum GenericValue {
    static func node(_ text: String, _ schema: JSONSchema) throws(ValueProblem) -> Node {
        let trimmed = EnvironmentText.trimmed(text)
        if schema.annotations.isSecret { return EnvironmentNode.text(text) }
        if schema.annotations.format != nil { return EnvironmentNode.text(trimmed) }
        let types = schema.allTypes
        // `const` and `enum` need no `type` beside them.
        if types.isEmpty, schema.fixedValues.contains(where: \.isText) { return EnvironmentNode.text(trimmed) }
        if let items = schema.listItems {
            if types.contains(.string), schema.anyOf.contains(where: { $0.allowedValues?.contains(.text(trimmed)) ?? false }) {
                return EnvironmentNode.text(trimmed)
            }
            guard !items.allTypes.contains(.object) else {
                throw ValueProblem("cannot set a list of maps", hint: "write it in the file")
            }
            return EnvironmentNode.list(EnvironmentText.list(text))
        }
        if types.contains(.string) { return EnvironmentNode.text(trimmed) }
        if types.contains(.boolean) { return EnvironmentNode.boolean(try EnvironmentText.boolean(trimmed)) }
        if types.contains(.object) { throw ValueProblem("cannot set a map", hint: "name one of its keys") }
        if let value = Int(trimmed) { return EnvironmentNode.integer(value) }
        guard let value = EnvironmentText.number(trimmed) else {
            throw ValueProblem("is not a decimal number", hint: types.contains(.integer) ? "such as 5" : "such as 0.5")
        }
        return EnvironmentNode.number(value)
    }
}

extension JSONSchema {
    /// The types of this schema, of what it refers to, and of its alternatives.
    var allTypes: [ValueType] { types + (parts + anyOf).flatMap(\.allTypes) }

    /// The values of `enum` or `const`, here or in what this schema refers to.
    var fixedValues: [JSONValue] { allowedValues ?? parts.lazy.compactMap(\.allowedValues).first ?? [] }

    /// The schema of the items, if a list is valid.
    var listItems: JSONSchema? { items ?? (parts + anyOf).lazy.compactMap(\.listItems).first }
}
