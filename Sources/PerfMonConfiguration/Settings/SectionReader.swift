/// Reads typed values from one map of the tree. Every function returns `nil` when the key is absent or its value has
/// another type.
struct SectionReader {
    private let node: Node?

    init(_ node: Node?) {
        self.node = node
    }

    /// A map of one key.
    init(_ value: Node?, at key: String) {
        node = value.map { Node(content: .mapping([Entry(key: Entry.Key(text: key, range: 0..<0), value: $0)]), range: 0..<0) }
    }

    /// Whether the key has a value.
    func has(_ key: String) -> Bool { node?[key].map { !$0.isNull } ?? false }

    /// The entries of a map, in the order of the file.
    var entries: [(String, SectionReader)] { node?.entries?.map { ($0.key.text, SectionReader($0.value)) } ?? [] }

    /// The items of a list.
    var items: [SectionReader] { node?.items?.map(SectionReader.init) ?? [] }

    func section(_ key: String) -> SectionReader { SectionReader(node?[key]) }

    func sections(_ key: String) -> [SectionReader] { node?[key]?.items?.map(SectionReader.init) ?? [] }

    func text(_ key: String) -> String? { node?[key].flatMap(Self.text) }

    func texts(_ key: String) -> [String]? { node?[key]?.items?.compactMap(Self.text) }

    func duration(_ key: String) -> Duration? { node?[key].flatMap(Self.duration) }

    func share(_ key: String) -> Double? {
        node?[key].flatMap(Self.text).flatMap { try? ShareText.parse($0) }
    }

    func size(_ key: String) -> Int? {
        node?[key].flatMap(Self.text).flatMap { try? ByteSizeText.parse($0) }
    }

    /// One of the names of an enumeration.
    func value<Value: RawRepresentable<String>>(_ key: String) -> Value? { text(key).flatMap(Value.init(rawValue:)) }

    /// A list of names of an enumeration.
    func values<Value: RawRepresentable<String>>(_ key: String) -> [Value]? { texts(key)?.compactMap(Value.init(rawValue:)) }

    func boolean(_ key: String) -> Bool? {
        guard case .boolean(let value) = node?[key]?.scalar?.value else { return nil }
        return value
    }

    func integer(_ key: String) -> Int? { number(key).flatMap { Int(exactly: $0) } }

    func number(_ key: String) -> Double? { node?[key]?.scalar?.value.number }

    /// All entries whose values can be read.
    func dictionary<Value>(_ read: (Node) -> Value?) -> [String: Value] {
        var result: [String: Value] = [:]
        for entry in node?.entries ?? [] {
            if let value = read(entry.value) { result[entry.key.text] = value }
        }
        return result
    }

    static func duration(_ node: Node) -> Duration? {
        text(node).flatMap { try? DurationText.parse($0) }
    }

    private static func text(_ node: Node) -> String? {
        node.isNull ? nil : node.scalar?.text
    }
}
