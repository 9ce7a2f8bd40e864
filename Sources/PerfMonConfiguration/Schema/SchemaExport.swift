/// The schema in the forms that other tools read.
package struct SchemaExport: Sendable {
    /// A version of JSON Schema.
    package enum Draft: String, Sendable, CaseIterable {
        case draft2020 = "2020-12"
        case draft7 = "7"
    }

    private let draft: Draft
    /// For editors, which see a file before its references are replaced.
    private let acceptsReferences: Bool

    package init(draft: Draft, acceptsReferences: Bool) {
        self.draft = draft
        self.acceptsReferences = acceptsReferences
    }

    /// The schema as JSON.
    package var text: String { JSONWriter.text(tree) + "\n" }

    var tree: Node {
        var tree = ConfigurationSchema.tree
        if acceptsReferences {
            tree = convert(tree, position: .value) { node, position in position == .value ? Self.acceptingReferences(node) : node }
            tree = Self.addingInterpolation(to: tree)
        }
        return draft == .draft7 ? Self.draft7(tree) : tree
    }

    /// What a schema is about.
    private enum Position {
        /// A value that stands in the file.
        case value
        /// The name of a key, a condition, or an alternative of something that is treated as a whole.
        case other
    }

    /// Changes each schema of the tree, the innermost first.
    private func convert(_ node: Node, position: Position, _ change: (Node, Position) -> Node) -> Node {
        guard let entries = node.entries else { return node }
        var result = node
        result.content = .mapping(
            entries.map { entry in
                var value = entry.value
                switch entry.key.text {
                case "properties", "patternProperties", "$defs": value = mapEntries(value) { convert($0, position: position, change) }
                case "items", "additionalProperties", "then", "else": value = convert(value, position: position, change)
                case "if", "propertyNames": value = convert(value, position: .other, change)
                case "allOf": value = mapItems(value) { convert($0, position: .other, change) }
                case "anyOf": value = mapItems(value) { convert($0, position: position, change) }
                default: break
                }
                return Entry(key: entry.key, value: value)
            })
        return change(result, position)
    }

    private func mapEntries(_ node: Node, _ change: (Node) -> Node) -> Node {
        var result = node
        result.content = .mapping((node.entries ?? []).map { Entry(key: $0.key, value: change($0.value)) })
        return result
    }

    private func mapItems(_ node: Node, _ change: (Node) -> Node) -> Node {
        var result = node
        result.content = .sequence((node.items ?? []).map(change))
        return result
    }

    /// A schema of a scalar, or else a reference such as `${PORT}`. Free text admits references anyway, and where
    /// a definition is named, the definition does.
    private static func acceptingReferences(_ node: Node) -> Node {
        let isScalar = node["type"].map { type in
            let names = type.items?.compactMap { $0.scalar?.text } ?? [type.scalar?.text ?? ""]
            return !names.contains("object") && !names.contains("array")
        }
        let isLimited = ["pattern", "format", "enum"].contains { node[$0] != nil } || node["type"]?.scalar?.text != "string"
        guard isScalar == true, isLimited, node["const"] == nil else { return node }
        let outer: Set<String> = ["title", "description", "default", "examples", "markdownEnumDescriptions", "deprecationMessage"]
        let isOuter = { (entry: Entry) in outer.contains(entry.key.text) || entry.key.text.hasPrefix("x-perfmon-") }
        let entries = node.entries ?? []
        let alternatives = [
            JSONTree.map(entries.filter { !isOuter($0) }.map { ($0.key.text, $0.value) }),
            JSONTree.map([("$ref", JSONTree.text("#/$defs/Interpolation"))]),
        ]
        return JSONTree.map(entries.filter(isOuter).map { ($0.key.text, $0.value) } + [("anyOf", JSONTree.list(alternatives))])
    }

    private static func addingInterpolation(to tree: Node) -> Node {
        let definition = JSONTree.map([
            ("title", JSONTree.text("Reference")),
            ("description", JSONTree.text("A value from outside the file: ${NAME}, ${NAME:-default} or ${file:/path}.")),
            ("type", JSONTree.text("string")),
            ("pattern", JSONTree.text("\\$\\{[^}]+\\}")),
        ])
        return JSONTree.map(
            (tree.entries ?? []).map { entry in
                guard entry.key.text == "$defs" else { return (entry.key.text, entry.value) }
                return (
                    "$defs", JSONTree.map((entry.value.entries ?? []).map { ($0.key.text, $0.value) } + [("Interpolation", definition)])
                )
            })
    }

    /// Draft 7 calls `$defs` `definitions`, and ignores what stands beside `$ref`.
    private static func draft7(_ node: Node) -> Node {
        switch node.content {
        case .scalar: return node
        case .sequence(let items): return JSONTree.list(items.map(draft7))
        case .mapping(let entries):
            let converted = entries.map { entry -> (String, Node) in
                switch (entry.key.text, entry.value.scalar?.text) {
                case ("$schema", .some): ("$schema", JSONTree.text("http://json-schema.org/draft-07/schema#"))
                case ("$defs", _): ("definitions", draft7(entry.value))
                case ("$ref", let reference?): ("$ref", JSONTree.text(reference.replacing("#/$defs/", with: "#/definitions/")))
                default: (entry.key.text, draft7(entry.value))
                }
            }
            guard converted.count > 1, let reference = converted.first(where: { $0.0 == "$ref" && $0.1.scalar != nil }) else {
                return JSONTree.map(converted)
            }
            let rest = converted.filter { $0.0 != "$ref" }
            return JSONTree.map(rest + [("allOf", JSONTree.list([JSONTree.map([reference])] + (node["allOf"]?.items ?? []).map(draft7)))])
        }
    }
}

/// Makes nodes that stand in no file.
enum JSONTree {
    static func text(_ text: String) -> Node {
        Node(content: .scalar(Scalar(text: text, value: .text, isPlain: false)), range: 0..<0)
    }

    static func list(_ items: [Node]) -> Node { Node(content: .sequence(items), range: 0..<0) }

    static func map(_ entries: [(String, Node)]) -> Node {
        Node(content: .mapping(entries.map { Entry(key: .init(text: $0.0, range: 0..<0), value: $0.1) }), range: 0..<0)
    }
}
