/// Reads the keywords of one schema object.
struct SchemaFields {
    let node: Node
    private let root: Node
    private let depth: Int

    init(_ node: Node, root: Node, depth: Int = 0) {
        self.node = node
        self.root = root
        self.depth = depth
    }

    /// The schema that `$ref` names. A chain of references that never ends is cut: our schema has none.
    var reference: JSONSchema? {
        guard let pointer = text("$ref"), pointer.hasPrefix("#/"), depth < 32 else { return nil }
        var target: Node? = root
        for step in pointer.dropFirst(2).split(separator: "/") { target = target?[String(step)] }
        return target.map(schema)
    }

    var types: [JSONSchema.ValueType] {
        let names = node["type"]?.items?.compactMap { $0.scalar?.text } ?? text("type").map { [$0] } ?? []
        return names.compactMap(JSONSchema.ValueType.init(rawValue:))
    }

    var literals: [JSONSchema.Literal]? {
        let nodes = node["const"].map { [$0] } ?? node["enum"]?.items
        return nodes?.compactMap { $0.scalar.flatMap(JSONSchema.Literal.init) }
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
        let lower = number(low).map { Int($0) } ?? 0
        return lower...max(lower, number(high).map { Int($0) } ?? .max)
    }

    private func schema(_ node: Node) -> JSONSchema {
        JSONSchema(SchemaFields(node, root: root, depth: depth + 1))
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

extension JSONSchema.Literal {
    init?(_ scalar: Scalar) {
        switch scalar.value {
        case .null: self = .null
        case .boolean(let value): self = .boolean(value)
        case .integer(let value): self = .number(Double(value))
        case .number(let value): self = .number(value)
        case .text: self = .text(scalar.text)
        }
    }

    /// As it stands in the file.
    var description: String {
        switch self {
        case .null: "null"
        case .boolean(let value): String(value)
        case .number(let value): value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
        case .text(let text): text
        }
    }
}
