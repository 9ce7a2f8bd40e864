/// Builds the tree of nodes from events, within the limits.
struct Composer {
    private let source: SourceFile
    private var frames: [OpenCollection] = []
    private var anchors: [String: Anchored] = [:]
    private var openAnchors: [String] = []
    private var events = 0
    private var documents = 0
    private(set) var root: Node?
    private(set) var diagnostics: [Diagnostic] = []
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
    }

    /// The first bytes of the block collections that are open, outermost first.
    var openBlocks: [Range<Int>] {
        frames.filter { !$0.isFlow }.map(\.mark)
    }

    mutating func take(_ event: YAMLEvent) throws(FatalFinding) {
        events += 1
        guard events <= YAMLLimits.events else { throw fatal(.tooLarge, "the file has too many values", at: event.range) }
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
        if text.utf8.contains(0) {
            throw fatal(.controlCharacter, "this text contains a NUL character", label: "remove \\0 or \\x00", at: event.range)
        }
        let value = CoreTag.value(of: text, isPlain: isPlain, tag: event.tag)
        if value == nil { report(tag: event.tag, at: event.range) }
        let scalar = Scalar(text: text, value: value ?? .text, isPlain: isPlain)
        let node = Node(content: .scalar(scalar), range: event.range)
        let anchored = Anchored(node: node, size: 1, height: 1)
        if let anchor = event.anchor { anchors[anchor] = anchored }
        try add(anchored)
    }

    private mutating func alias(_ name: String, at range: Range<Int>) throws(FatalFinding) {
        if openAnchors.contains(name) {
            throw fatal(.recursiveAlias, "the alias `*\(name)` stands inside the value it stands for", at: range)
        }
        if let anchored = anchors[name] { return try add(anchored) }
        let nearest = EditDistance.nearest(to: name, in: anchors.keys.sorted())
        throw fatal(
            .undefinedAlias,
            "the alias `*\(Printable.text(name))` has no anchor `&\(Printable.text(name))` before it",
            label: nearest.map { "did you mean `*\($0)`?" } ?? "a text that starts with * must be quoted: \"*\(Printable.text(name))\"",
            at: range
        )
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
        let anchored = Anchored(node: frame.node(end: end), size: frame.size, height: frame.height)
        if let anchor = frame.anchor {
            openAnchors.removeLast()
            anchors[anchor] = anchored
        }
        try add(anchored)
    }

    private mutating func add(_ child: Anchored) throws(FatalFinding) {
        guard let last = frames.indices.last else {
            root = child.node
            return
        }
        try frames[last].add(child, in: source, diagnostics: &diagnostics)
        guard frames[last].height <= YAMLLimits.depth else {
            throw fatal(.nestingLimit, "aliases nest values more than \(YAMLLimits.depth) levels deep", at: child.node.mark)
        }
        guard frames[last].size <= YAMLLimits.expandedNodes else {
            throw fatal(
                .expansionLimit, "aliases multiply to more than \(YAMLLimits.expandedNodes) values", label: "this one is too much",
                at: child.node.mark)
        }
    }

    private mutating func report(tag: String?, at range: Range<Int>) {
        diagnostics.append(
            Diagnostic(
                .unsupportedTag,
                "the tag `\(Printable.text(tag ?? "!"))` is not supported, or does not fit this value",
                help: "leave the tag out; only !!str, !!int, !!float, !!bool, !!null, !!map and !!seq are known",
                place: .file(source.range(range))
            )
        )
    }

    private func fatal(
        _ code: DiagnosticCode, _ message: String, label: String? = nil, help: String? = nil, at range: Range<Int>
    ) -> FatalFinding {
        FatalFinding(diagnostic: Diagnostic(code, message, label: label, help: help, place: .file(source.range(range))))
    }
}
