internal import CPerfMonResources

/// The schema of `perfmon.yaml`, as embedded in this library.
package struct ConfigurationSchema: Sendable {
    package let root: JSONSchema
    /// Where keys are valid, for proposals.
    var index: SchemaIndex { lazyIndex.value(root) }
    private let lazyIndex = LazySchemaIndex()

    /// The schema that counts: the embedded one, unless the caller has set one with more types of notifiers.
    @TaskLocal package static var current = ConfigurationSchema(tree: tree)

    /// The schema file as text.
    package static var text: String { String(decoding: bytes, as: UTF8.self) }

    private static var bytes: [UInt8] {
        let resource = perfmon_resource_configuration_schema()
        return Array(UnsafeBufferPointer(start: resource.bytes, count: resource.count))
    }

    /// The schema file as a tree: JSON is YAML.
    package static let tree: Node = {
        var parser = YAMLParser(SourceFile(name: "perfmon.schema.json", bytes: bytes))
        // A test parses the embedded file, so an empty schema never ships.
        return parser.parse() ?? Node(content: .mapping([]), range: 0..<0)
    }()

    /// The keys of a notifier of this type, in the order of the schema.
    func notifierProperties(type: String) -> [JSONSchema.Property] {
        notifierSchema(type: type)?.allProperties ?? []
    }

    /// The schema of the value at a path, as far as the tree tells which notifier it belongs to.
    func schema(at path: SettingPath, root tree: Node?) -> JSONSchema? {
        var schema: JSONSchema? = root
        var node = tree
        var walked = SettingPath()
        for step in path.components {
            guard let current = schema else { return nil }
            switch step {
            case .key(let name):
                let property = properties(of: current, node: node, path: walked).first { $0.name == name }
                schema = property?.schema ?? current.additionalProperties
                node = node?[name]
                walked = walked.appending(name)
            case .index(let index):
                schema = current.listItems
                node = node?.items.flatMap { $0.indices.contains(index) ? $0[index] : nil }
                walked = walked.appending(index)
            }
        }
        return schema?.admitsAnything == true ? schema : nil
    }

    func isSecret(at path: SettingPath, root tree: Node?) -> Bool {
        schema(at: path, root: tree)?.annotations.isSecret ?? false
    }

    /// The values of the keys that count only after a restart.
    func restartValues(in tree: Node) -> [String: String] {
        var values: [String: String] = [:]
        for section in root.properties {
            for property in section.schema.properties where property.schema.annotations.needsRestart {
                let node = tree[section.name]?[property.name] ?? property.schema.annotations.defaultValue
                let meaning = node?.scalar.flatMap { property.schema.annotations.format?.meaning(of: $0.text) }
                values["\(section.name).\(property.name)"] = (meaning ?? node.map { JSONValue($0) })?.description ?? ""
            }
        }
        return values
    }

    init(tree: Node) {
        root = JSONSchema(root: tree)
    }
}
