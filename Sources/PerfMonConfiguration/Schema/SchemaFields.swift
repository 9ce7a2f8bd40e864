/// Reads the keywords of one schema object.
struct SchemaFields {
    let node: Node
    let definitions: SchemaDefinitions

    init(_ node: Node, definitions: SchemaDefinitions) {
        self.node = node
        self.definitions = definitions
    }

    /// The schema object that `$ref` names.
    var referenced: SchemaFields? {
        text("$ref").flatMap(definitions.node).map { SchemaFields($0, definitions: definitions) }
    }

    var types: [JSONSchema.ValueType] {
        let names = node["type"]?.items?.compactMap { $0.scalar?.text } ?? text("type").map { [$0] } ?? []
        return names.compactMap(JSONSchema.ValueType.init(rawValue:))
    }

    /// `const` is an `enum` of one.
    var allowedValues: [JSONValue]? {
        (node["const"].map { [$0] } ?? node["enum"]?.items)?.map(JSONValue.init)
    }

    func schema(_ keyword: String) -> JSONSchema? { node[keyword].map(schema) }

    func schemas(_ keyword: String) -> [JSONSchema] { node[keyword]?.items?.map(schema) ?? [] }

    func properties(_ keyword: String) -> [JSONSchema.Property] {
        node[keyword]?.entries?.map { JSONSchema.Property(name: $0.key.text, schema: schema($0.value)) } ?? []
    }

    func text(_ keyword: String) -> String? { node[keyword]?.scalar?.text }

    func texts(_ keyword: String) -> [String] { node[keyword]?.items?.compactMap { $0.scalar?.text } ?? [] }

    /// With an empty keyword, the schema itself if it is `true` or `false`.
    func boolean(_ keyword: String) -> Bool? {
        guard case .boolean(let value) = (keyword.isEmpty ? node : node[keyword])?.scalar?.value else { return nil }
        return value
    }

    func number(_ keyword: String) -> Double? { node[keyword]?.scalar?.value.number }

    func bounds(_ low: String, _ high: String) -> ClosedRange<Int> {
        let lower = number(low).flatMap { Int(exactly: $0) } ?? 0
        return lower...max(lower, number(high).flatMap { Int(exactly: $0) } ?? .max)
    }

    private func schema(_ node: Node) -> JSONSchema {
        JSONSchema(SchemaFields(node, definitions: definitions))
    }
}

extension Scalar.Value {
    var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }
}
