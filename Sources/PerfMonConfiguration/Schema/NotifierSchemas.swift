/// A JSON Schema of an application's own notifier that cannot be used.
public struct NotifierSchemaError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The type of notifier.
    public let type: String
    /// What is wrong, and what to do.
    public let reason: String

    /// The reason, with the type.
    public var description: String { "the schema of the notifier type `\(Printable.text(type))` \(reason)" }
}

extension ConfigurationSchema {
    /// This schema with further types of notifiers, by name, with the JSON Schemas of their keys. Names that it knows already keep
    /// their keys.
    package static func including(notifiers: [String: String]) throws(NotifierSchemaError) -> ConfigurationSchema {
        if notifiers.isEmpty { return .current }
        let known = ConfigurationSchema.current.notifierTypes
        var tree = tree
        for (type, text) in notifiers.sorted(by: { $0.key < $1.key }) where !known.contains(type) {
            tree = try including(type, text, in: tree)
        }
        return ConfigurationSchema(tree: tree)
    }

    private static func including(_ type: String, _ text: String, in tree: Node) throws(NotifierSchemaError) -> Node {
        guard TypeName.isValid(type) else {
            throw NotifierSchemaError(type: type, reason: "needs a name of lower-case letters, digits, - and _")
        }
        guard let own = parse(text), own.entries != nil else {
            throw NotifierSchemaError(type: type, reason: "is no JSON object; write {\"properties\": {…}}")
        }
        if let problem = NotifierSchemaCheck.problem(of: own) { throw NotifierSchemaError(type: type, reason: problem) }
        let name = "Notifier_\(type)"
        guard
            let definition = parse(
                """
                {"title": "\(type)", "description": "A notifier of the application's own.", "type": "object",
                 "additionalProperties": false, "properties": {"type": {"title": "Type", "const": "\(type)"}}}
                """),
            let choice = parse(
                """
                {"if": {"required": ["type"], "properties": {"type": {"const": "\(type)"}}}, "then": {"$ref": "#/$defs/\(name)"}}
                """),
            let typeName = parse("\"\(type)\""),
            let common = tree["$defs"]?["Notifier_webhook"]?["properties"]
        else { return tree }
        let shared = (common.entries ?? []).filter { ["enabled", "timeout"].contains($0.key.text) }
        let complete = definition.changing(["properties"]) { $0.appending(entries: (own["properties"]?.entries ?? []) + shared) }
            .appending(entries: own.entries?.filter { $0.key.text == "required" } ?? [])
        return tree.changing(["$defs"]) { definitions in
            definitions.appending(entries: [Entry(key: Entry.Key(text: name, range: 0..<0), value: complete)])
                .changing(["Notifier", "allOf"]) { $0.appending(item: choice) }
                .changing(["Notifier", "properties", "type", "enum"]) { $0.appending(item: typeName) }
        }
    }

    private static func parse(_ text: String) -> Node? {
        var parser = YAMLParser(SourceFile(name: "notifier.schema.json", bytes: Array(text.utf8)))
        return parser.parse()
    }

    private enum TypeName {
        static func isValid(_ text: String) -> Bool {
            guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first), text.utf8.count <= 63 else {
                return false
            }
            return text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
        }
    }
}

extension Node {
    /// With the value at a path of keys changed; the same when there is none.
    fileprivate func changing(_ path: [String], _ change: (Node) -> Node) -> Node {
        guard let key = path.first else { return change(self) }
        guard var entries, let index = entries.firstIndex(where: { $0.key.text == key }) else { return self }
        entries[index].value = entries[index].value.changing(Array(path.dropFirst()), change)
        return with(.mapping(entries))
    }

    fileprivate func appending(entries more: [Entry]) -> Node { with(.mapping((entries ?? []) + more)) }

    fileprivate func appending(item: Node) -> Node { with(.sequence((items ?? []) + [item])) }

    private func with(_ content: Content) -> Node {
        var node = self
        node.content = content
        return node
    }
}
