/// A list or map whose end has not been read yet.
struct OpenCollection {
    let isMapping: Bool
    let isFlow: Bool
    let anchor: String?
    private let start: Range<Int>
    private(set) var size = 1
    private(set) var height = 1

    private var items: [Node] = []
    private var entries: [Entry] = []
    private var pendingKey: Entry.Key?
    /// How many keys have been read, those that are there twice among them.
    private var pairs = 0
    /// The places of keys in `entries`, once there are so many that comparing them all would take long.
    private var positions: [String: Int] = [:]
    private static let fewKeys = 8
    private var merges: [Node] = []

    init(isMapping: Bool, isFlow: Bool, anchor: String?, start: Range<Int>) {
        self.isMapping = isMapping
        self.isFlow = isFlow
        self.anchor = anchor
        self.start = start
    }

    /// The first key or item, for messages about indentation.
    var mark: Range<Int> {
        entries.first?.key.range ?? pendingKey?.range ?? items.first?.mark ?? start
    }

    /// `place` is where the value stands, which for an alias is not where its node does.
    mutating func add(
        _ child: consuming Composer.Anchored, at place: Range<Int>, in source: SourceFile, diagnostics: inout DiagnosticList
    ) throws(FatalFinding) {
        size += child.size
        height = max(height, child.height + 1)
        guard isMapping else {
            items.append(child.node)
            return
        }
        guard let key = pendingKey else {
            pendingKey = try self.key(from: child.node, in: source, diagnostics: &diagnostics)
            return
        }
        pendingKey = nil
        pairs += 1
        guard pairs <= YAMLLimits.keys else {
            throw FatalFinding(
                diagnostic: Diagnostic(
                    .tooLarge, "this map has more than \(YAMLLimits.keys) keys", label: "this one is too much",
                    place: .file(source.range(key.range))))
        }
        if isMergeKey(key, in: source) {
            if let wrong = notMerged(child.node, at: place) {
                diagnostics.append(
                    Diagnostic(
                        .wrongType, "`<<` needs a map, or a list of maps", label: "this is \(TypeCheck.noun(wrong.node))",
                        place: .file(source.range(wrong.place))))
            } else {
                merges.append(child.node)
            }
        } else if let first = position(of: key.text) {
            if diagnostics.isFull {
                diagnostics.omit(.error)
            } else {
                diagnostics.append(duplicate(key, first: entries[first].key.range, in: source))
            }
        } else {
            append(Entry(key: key, value: child.node))
        }
    }

    private mutating func append(_ entry: Entry) {
        if entries.isEmpty { entries.reserveCapacity(Self.fewKeys / 2) }
        entries.append(entry)
        if entries.count == Self.fewKeys {
            for (index, entry) in entries.enumerated() { positions[entry.key.text] = index }
        } else if entries.count > Self.fewKeys {
            positions[entry.key.text] = entries.count - 1
        }
    }

    private func position(of key: String) -> Int? {
        entries.count < Self.fewKeys ? entries.firstIndex { $0.key.text == key } : positions[key]
    }

    func node(end: Int) -> Node {
        let range = start.lowerBound..<max(start.lowerBound, end)
        guard isMapping else { return Node(content: .sequence(items), range: range, isFlow: isFlow) }
        return Node(content: .mapping(merges.isEmpty ? entries : entries + mergedEntries()), range: range, isFlow: isFlow)
    }

    private func key(from node: Node, in source: SourceFile, diagnostics: inout DiagnosticList) throws(FatalFinding) -> Entry.Key {
        guard let scalar = node.scalar else {
            let isTemplate = source.text(start).hasPrefix("{") && isFlow
            throw FatalFinding(
                diagnostic: Diagnostic(
                    isTemplate ? .unrenderedTemplate : .keyNotText,
                    isTemplate ? "the braces of a template were not rendered" : "a key must be text, not a list or a map",
                    label: isTemplate ? "`{{ … }}` is a map inside a map to YAML" : nil,
                    help: isTemplate ? "render the template first; to keep the braces, quote the value" : nil,
                    place: .file(source.range(isTemplate ? start.lowerBound..<node.range.upperBound : node.mark))
                )
            )
        }
        if scalar.value == .null, scalar.isPlain {
            diagnostics.append(Diagnostic(.keyNotText, "a key is missing before the colon", place: .file(source.range(node.range))))
        }
        guard scalar.text.utf8.count <= YAMLLimits.keyLength else {
            throw FatalFinding(
                diagnostic: Diagnostic(
                    .tooLarge, "this key has more than \(YAMLLimits.keyLength) bytes", place: .file(source.range(node.range)))
            )
        }
        // Keys are compared by value: 1 and 0x1 are one key, and so are true and True.
        let text =
            switch scalar.value {
            case .integer(let value): String(value)
            case .boolean(let value): String(value)
            default: scalar.text
            }
        return Entry.Key(text: text, range: node.range)
    }

    private func isMergeKey(_ key: Entry.Key, in source: SourceFile) -> Bool {
        key.text == "<<" && key.range.count == 2
    }

    /// What of a `<<` value has no entries to merge.
    private func notMerged(_ node: Node, at place: Range<Int>) -> (node: Node, place: Range<Int>)? {
        if let items = node.items {
            return items.first { $0.entries == nil }.map { ($0, place == node.mark ? $0.mark : place) }
        }
        let isLeftOut = node.isNull || node.scalar?.origin == .rejected
        return node.entries == nil && !isLeftOut ? (node, place) : nil
    }

    /// Entries of `<<` values: own keys win, then earlier values; nothing is merged deeply.
    private func mergedEntries() -> [Entry] {
        var seen = Set(entries.map(\.key.text))
        var merged: [Entry] = []
        for map in merges.flatMap({ $0.items ?? [$0] }) {
            for entry in map.entries ?? [] where seen.insert(entry.key.text).inserted { merged.append(entry) }
        }
        return merged
    }

    private func duplicate(_ key: Entry.Key, first: Range<Int>, in source: SourceFile) -> Diagnostic {
        Diagnostic(
            .duplicateKey,
            "the key `\(Printable.text(key.text))` is there twice",
            label: "the second one",
            help: "remove one of them; YAML tools disagree on which one counts",
            place: .file(source.range(key.range)),
            related: [.init("the first one", at: source.range(first))]
        )
    }
}
