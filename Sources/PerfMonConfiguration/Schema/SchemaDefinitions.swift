internal import Synchronization

/// The parts of a schema that `$ref` names, each read once, when it is first needed. A schema may refer to itself.
final class SchemaDefinitions: Sendable {
    private let root: Node
    private let built = Mutex<[String: JSONSchema]>([:])

    init(root: Node) {
        self.root = root
    }

    /// The schema at a JSON pointer of this file, such as `#/$defs/Name`; `nil` when there is none.
    func schema(at reference: String) -> JSONSchema? {
        if let schema = built.withLock({ $0[reference] }) { return schema }
        guard let node = node(at: reference) else { return nil }
        let schema = JSONSchema(SchemaFields(node, definitions: self))
        built.withLock { $0[reference] = schema }
        return schema
    }

    func node(at reference: String) -> Node? {
        guard reference.hasPrefix("#") else { return nil }
        var target: Node? = root
        for step in reference.dropFirst().split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            let name = Self.decode(step)
            target = target?.items.flatMap { items in Int(name).flatMap { items.indices.contains($0) ? items[$0] : nil } } ?? target?[name]
        }
        return target
    }

    /// Percent-decoded, and `~1` for `/`, `~0` for `~`.
    private static func decode(_ step: Substring) -> String {
        guard step.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "~") }) else { return String(step) }
        var bytes: [UInt8] = []
        var rest = Array(step.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2 {
                rest = rest.dropFirst(2)
                bytes.append(code)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self).replacing("~1", with: "/").replacing("~0", with: "~")
    }
}
