/// Every value as it counts in the end, with where it comes from and what it overrides.
package struct EffectiveConfiguration: Sendable {
    /// Where a value comes from.
    package enum Origin: Sendable, Equatable, CustomStringConvertible {
        case builtIn
        case file(SourceRange)
        /// References in the file brought it from outside; they are given as the file has them, without defaults.
        case reference(SourceRange, [String])
        case environment(String)

        package var description: String {
            switch self {
            case .builtIn: "default"
            case .file(let place): "\(place.file):\(place.start.line):\(place.start.column)"
            case .reference(let place, let names):
                "\(place.file):\(place.start.line):\(place.start.column) (by \(names.joined(separator: ", ")))"
            case .environment(let name): "env \(name)"
            }
        }
    }

    /// A value and its origin.
    package struct Layer: Sendable {
        package var text: String
        package var origin: Origin
        /// The value in its type; a text when it is a secret.
        var value: JSONValue
    }

    package struct Leaf: Sendable {
        package var path: SettingPath
        /// The one that counts first, then those it overrides.
        package var layers: [Layer]
        /// Equal for values that are written differently but mean the same; `nil` for secrets.
        var meaning: JSONValue?
    }

    package private(set) var leaves: [Leaf] = []

    private let document: Document?
    private let origins: [SettingPath: String]

    /// `root` is the file's tree with the values of variables in it.
    init(root: Node, document: Document?, origins: [SettingPath: String]) {
        self.document = document
        self.origins = origins
        let schema = ConfigurationSchema.current
        var secrets: [String] = []
        let defaults = Self.flatten(schema.defaults(for: root))
        let inFile = Dictionary(Self.flatten(document?.root).map { ($0.path, $0.node) }) { first, _ in first }
        let values = Self.flatten(root)
        let known = Set(values.map(\.path))
        let all = values + defaults.filter { !known.contains($0.path) }
        let builtIn = Dictionary(defaults.map { ($0.path, $0.node) }) { first, _ in first }
        for (path, node) in all where node.scalar?.origin != .rejected {
            var layers: [Layer] = []
            if known.contains(path), !node.isNull { layers.append(layer(node, origin(of: node, at: path))) }
            if origins[path] != nil, let node = inFile[path], !node.isNull {
                layers.append(layer(node, origin(of: node, at: nil, place: path)))
            }
            if let node = builtIn[path] { layers.append(layer(node, .builtIn)) }
            guard !layers.isEmpty else { continue }
            var meaning: JSONValue? = Self.meaning(of: node, schema: schema.schema(at: path, root: root))
            if schema.isSecret(at: path, root: root) {
                secrets += layers.map(\.text)
                meaning = nil
                layers = layers.map { Self.redacted($0) }
            }
            leaves.append(Leaf(path: path, layers: layers, meaning: meaning))
        }
        hide(secrets.filter { $0.count >= 4 })
    }

    /// Where the value of a key comes from.
    package func origin(of path: SettingPath) -> Origin {
        leaves.first { $0.path == path }?.layers.first?.origin ?? .builtIn
    }

    /// What is a secret in one place is not shown in another.
    private mutating func hide(_ secrets: [String]) {
        for leaf in leaves.indices {
            for layer in leaves[leaf].layers.indices where secrets.contains(where: leaves[leaf].layers[layer].text.contains) {
                leaves[leaf].layers[layer] = Self.redacted(leaves[leaf].layers[layer])
            }
        }
    }

    /// The mark tells whether two secrets are equal, and nothing else; it is the beginning of a SHA-256.
    private static func redacted(_ layer: Layer) -> Layer {
        let digits = SHA256.hash(layer.text.utf8).prefix(4).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        let text = "<redacted:\(digits.joined())>"
        return Layer(text: text, origin: layer.origin, value: .text(text))
    }

    private func layer(_ node: Node, _ origin: Origin) -> Layer {
        Layer(text: Self.text(node), origin: origin, value: Self.value(node))
    }

    private func origin(of node: Node, at path: SettingPath?, place: SettingPath? = nil) -> Origin {
        if let path, let variable = origins[path] { return .environment(variable) }
        guard let range = (place ?? path).flatMap({ document?.place(of: $0) }) else { return .builtIn }
        return node.scalar?.origin == .reference ? .reference(range, document?.references(in: range) ?? []) : .file(range)
    }

    /// Scalars, lists of scalars, and stages without options, in the order of the tree.
    private static func flatten(_ node: Node?, at path: SettingPath = SettingPath()) -> [(path: SettingPath, node: Node)] {
        guard let node else { return [] }
        if isStage(path), node.isNull || node.entries?.isEmpty ?? false {
            return [(path, Node(content: .mapping([]), range: node.range, isFlow: node.isFlow))]
        }
        switch node.content {
        case .mapping(let entries):
            return entries.flatMap { entry in
                entry.key.text.hasPrefix("x-") && path.components.isEmpty ? [] : flatten(entry.value, at: path.appending(entry.key.text))
            }
        case .sequence(let items) where items.contains { $0.scalar == nil }:
            return items.enumerated().flatMap { flatten($1, at: path.appending($0)) }
        default: return [(path, node)]
        }
    }

    /// `pipelines.default[0].dedup`
    private static func isStage(_ path: SettingPath) -> Bool {
        path.components.count == 4 && path.components[0] == .key("pipelines")
    }

    private static func meaning(of node: Node, schema: JSONSchema?) -> JSONValue {
        guard let scalar = node.scalar, let schema else { return JSONValue(node) }
        if let meaning = schema.annotations.format?.meaning(of: scalar.text) { return meaning }
        return schema.isText ? .text(scalar.text) : JSONValue(scalar)
    }

    /// As the schema takes it: what comes from outside is text wherever text is wanted.
    private static func value(_ node: Node) -> JSONValue {
        if let items = node.items { return .array(items.map(value)) }
        if let scalar = node.scalar, scalar.value == .text { return .text(Printable.text(scalar.text, limit: 1000)) }
        return JSONValue(node)
    }

    private static func text(_ node: Node) -> String {
        if node.entries != nil { return "{}" }
        if let items = node.items { return "[\(items.map { text($0) }.joined(separator: ", "))]" }
        return Printable.text(node.scalar?.text ?? "", limit: 1000)
    }
}

extension ConfigurationSchema {
    /// The defaults of every key, those of the notifiers in the tree included.
    func defaults(for root: Node) -> Node {
        var entries = (defaults(of: self.root)?.entries ?? []).filter { !["notifiers", "pipelines", "routes"].contains($0.key.text) }
        let notifiers = (root["notifiers"]?.entries ?? []).compactMap { entry -> (String, Node)? in
            guard let type = entry.value["type"]?.scalar?.text else { return nil }
            let values = notifierProperties(type: type).compactMap { property in
                property.schema.annotations.defaultValue.map { (property.name, $0) }
            }
            return (entry.key.text, JSONTree.map(values))
        }
        entries.append(Entry(key: .init(text: "notifiers", range: 0..<0), value: JSONTree.map(notifiers)))
        return Node(content: .mapping(entries), range: 0..<0)
    }

    private func defaults(of schema: JSONSchema) -> Node? {
        let properties = schema.allProperties
        if properties.isEmpty { return schema.annotations.defaultValue }
        return JSONTree.map(properties.compactMap { property in defaults(of: property.schema).map { (property.name, $0) } })
    }
}
