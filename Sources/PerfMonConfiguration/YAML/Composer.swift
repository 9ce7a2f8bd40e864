/// Builds the tree of nodes from events, within the limits.
struct Composer {
    private let source: SourceFile
    private let mask: SecretMask
    private var frames: [OpenCollection] = []
    private var closedBlocks: [Range<Int>] = []
    private var anchors: [String: Anchored] = [:]
    private var openAnchors: [String] = []
    private var documents = 0
    private(set) var root: Node?
    private(set) var diagnostics = DiagnosticList()
    /// The scalar that was read last.
    private(set) var lastScalar: (range: Range<Int>, isPlain: Bool)?

    /// A node with its size when all aliases in it are written out.
    struct Anchored {
        var node: Node
        var size: Int
        var height: Int
    }

    init(_ source: SourceFile) {
        self.source = source
        mask = SecretMask(source, secrets: [])
    }

    /// The first keys or items of the block collections that are open, or that the last line break closed.
    var blocks: [Range<Int>] {
        frames.filter { !$0.isFlow }.map(\.mark) + closedBlocks
    }

    mutating func take(_ event: YAMLEvent) throws(FatalFinding) {
        switch event.kind {
        case .scalar, .alias, .mappingStart, .sequenceStart: closedBlocks.removeAll(keepingCapacity: true)
        default: break
        }
        switch event.kind {
        case .documentStart: try startDocument(event)
        case .documentEnd, .streamEnd: break
        case .alias(let name): try alias(name, at: event.range)
        case .scalar(let text, let isPlain): try scalar(text, isPlain: isPlain, event: event)
        case .sequenceStart(let isFlow): try open(isMapping: false, isFlow: isFlow, event: event)
        case .mappingStart(let isFlow): try open(isMapping: true, isFlow: isFlow, event: event)
        case .sequenceEnd, .mappingEnd: try close(at: event.range.upperBound)
        }
    }

    private mutating func startDocument(_ event: YAMLEvent) throws(FatalFinding) {
        documents += 1
        guard documents > 1 else { return }
        throw fatal(
            .severalDocuments, "the file has more than one YAML document", label: "the second one begins here",
            help: "keep one of them; perfmon reads exactly one", at: event.range)
    }

    private mutating func scalar(_ text: String, isPlain: Bool, event: YAMLEvent) throws(FatalFinding) {
        lastScalar = (event.range, isPlain)
        guard text.utf8.count <= YAMLLimits.scalarLength else {
            throw fatal(.tooLarge, "this text has more than \(YAMLLimits.scalarLength >> 10) KiB", at: event.range)
        }
        // Only an escape can make one: the file itself has none.
        if !isPlain, text.containsByte(0) {
            throw fatal(.controlCharacter, "this text contains a NUL character", label: "remove \\0 or \\x00", at: event.range)
        }
        var scalar = Scalar(text: text, value: .null, isPlain: isPlain)
        if let value = CoreTag.value(of: text, isPlain: isPlain, tag: event.tag) {
            scalar.value = value
        } else {
            scalar.origin = .rejected
            report(tag: event.tag, at: event.range)
        }
        let node = Node(content: .scalar(scalar), range: event.range)
        let anchored = Anchored(node: node, size: 1, height: 1)
        if let anchor = event.anchor { anchors[anchor] = anchored }
        try add(anchored)
    }

    private mutating func alias(_ name: String, at range: Range<Int>) throws(FatalFinding) {
        if let anchored = anchors[name], !openAnchors.contains(name) { return try add(anchored, at: range) }
        // What looks like an alias may be a secret without its quotes.
        let shown = isSecret(range) ? nil : Printable.text(name)
        if openAnchors.contains(name) {
            throw fatal(
                .recursiveAlias, "\(shown.map { "the alias `*\($0)`" } ?? "this alias") stands inside the value it stands for", at: range)
        }
        guard let shown else {
            throw fatal(.undefinedAlias, "this alias has no anchor before it", label: "a text that starts with * must be quoted", at: range)
        }
        let nearest = EditDistance.nearest(to: name, in: anchors.keys.sorted())
        throw fatal(
            .undefinedAlias, "the alias `*\(shown)` has no anchor `&\(shown)` before it",
            label: nearest.map { "did you mean `*\($0)`?" } ?? "a text that starts with * must be quoted: \"*\(shown)\"", at: range)
    }

    private func isSecret(_ range: Range<Int>) -> Bool {
        mask.hides(range)
    }

    private mutating func open(isMapping: Bool, isFlow: Bool, event: YAMLEvent) throws(FatalFinding) {
        guard frames.count < YAMLLimits.depth else {
            throw fatal(.nestingLimit, "values are nested more than \(YAMLLimits.depth) levels deep", label: "here", at: event.range)
        }
        if let tag = event.tag, tag != (isMapping ? CoreTag.map : CoreTag.sequence), tag != "!" { report(tag: tag, at: event.range) }
        frames.append(OpenCollection(isMapping: isMapping, isFlow: isFlow, anchor: event.anchor, start: event.range))
        if let anchor = event.anchor { openAnchors.append(anchor) }
    }

    private mutating func close(at end: Int) throws(FatalFinding) {
        guard let frame = frames.popLast() else { return }
        if !frame.isFlow { closedBlocks.append(frame.mark) }
        let anchored = Anchored(node: frame.node(end: end), size: frame.size, height: frame.height)
        if let anchor = frame.anchor {
            openAnchors.removeLast()
            anchors[anchor] = anchored
        }
        try add(anchored)
    }

    /// `place` is where an alias stands.
    private mutating func add(_ child: consuming Anchored, at place: Range<Int>? = nil) throws(FatalFinding) {
        guard let last = frames.indices.last else {
            root = child.node
            return
        }
        let mark = child.node.mark
        try frames[last].add(child, at: place ?? mark, in: source, diagnostics: &diagnostics)
        guard frames[last].height <= YAMLLimits.depth else {
            throw fatal(.nestingLimit, "aliases nest values more than \(YAMLLimits.depth) levels deep", at: mark)
        }
        guard frames[last].size <= YAMLLimits.expandedNodes else {
            throw fatal(
                anchors.isEmpty ? .tooLarge : .expansionLimit,
                "the file has more than \(YAMLLimits.expandedNodes) values\(anchors.isEmpty ? "" : " when each alias is replaced")",
                label: "this one is too much", at: mark)
        }
    }

    private mutating func report(tag: String?, at range: Range<Int>) {
        let written = source.text(range.lowerBound..<(source.bytes[range].firstIndex { " \n\r\t".utf8.contains($0) } ?? range.upperBound))
        let isCore = tag?.hasPrefix(CoreTag.prefix) ?? false
        let shown = isSecret(range) ? "this" : "`\(Printable.text(written))`"
        diagnostics.append(
            Diagnostic(
                .unsupportedTag,
                isCore
                    ? "the tag `\(Printable.text(written))` does not fit this value" : "YAML reads \(shown) as a tag",
                label: isCore ? "leave the tag out" : "a text that starts with `!` must be quoted",
                help: isCore ? nil : "the only tags are !!str, !!int, !!float, !!bool, !!null, !!map and !!seq",
                place: .file(source.range(range.lowerBound..<range.lowerBound + written.utf8.count))
            )
        )
    }

    private func fatal(
        _ code: DiagnosticCode, _ message: String, label: String? = nil, help: String? = nil, at range: Range<Int>
    ) -> FatalFinding {
        FatalFinding(diagnostic: Diagnostic(code, message, label: label, help: help, place: .file(source.range(range))))
    }
}
