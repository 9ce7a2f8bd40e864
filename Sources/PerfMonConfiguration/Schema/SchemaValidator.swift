/// Checks a tree against the schema and reports each mistake once, where it stands.
package struct SchemaValidator {
    /// What the place of a value tells, beside its path.
    struct Location {
        /// The key the value belongs to; `nil` for items and the root.
        var key: Range<Int>?
        var isRequired = false
        /// The value is itself a key, with a schema for the names of keys.
        var isKey = false
    }

    /// A name that must be defined elsewhere.
    struct Reference {
        var section: String
        var name: String
        var range: Range<Int>
        var path: SettingPath
    }

    let source: SourceFile
    let schema: ConfigurationSchema
    /// In a configuration, a key without a value is as good as absent; in JSON it is a value of its own.
    let nullIsAbsent: Bool
    private(set) var findings = DiagnosticList()
    private(set) var errorCount = 0
    /// The bytes of secret values.
    package internal(set) var secrets: Set<Range<Int>> = []
    var references: [Reference] = []
    /// The path of the value that is being checked.
    var path = SettingPath()
    var patterns = TextPatterns()

    package init(source: SourceFile, schema: ConfigurationSchema = .current, nullIsAbsent: Bool = true) {
        self.source = source
        self.nullIsAbsent = nullIsAbsent
        self.schema = schema
    }

    package var diagnostics: [Diagnostic] { findings.kept }

    package mutating func validate(root: Node) {
        validate(root, schema.root, at: SettingPath())
        checkReferences(in: root)
    }

    /// A value that must be there.
    mutating func validate(_ node: Node, _ schema: JSONSchema, at path: SettingPath) {
        self.path = path
        validate(node, schema, at: Location(isRequired: true))
    }

    mutating func validate(_ node: Node, _ schema: JSONSchema, at location: Location) {
        if schema.annotations.isSecret { noteSecret(node, schema, at: location) }
        if case .scalar(let scalar) = node.content {
            switch scalar.origin {
            case .rejected: return
            case .unset(let variable):
                let isSecret = schema.annotations.isSecret && !schema.annotations.mayBeLiteral
                return reportUnset(variable, node, isSecret: isSecret, at: location)
            case .file, .reference, .environment: break
            }
        }
        if nullIsAbsent, node.isNull, !schema.types.contains(.null) { return validateNull(node, schema, at: location) }
        guard schema.admitsAnything else {
            return report(.unknownKey, "nothing can stand here", node, at: location)
        }
        if let format = schema.annotations.format { return check(node, format, schema, at: location) }

        let before = errorCount
        guard checkType(node, schema, at: location), checkValue(node, schema, at: location) else { return }
        switch node.content {
        case .scalar(let scalar): checkScalar(scalar, node, schema, at: location)
        case .sequence(let items): checkItems(items, node, schema, at: location)
        case .mapping(let entries): checkEntries(entries, node, schema, at: location)
        }
        if let referenced = schema.referenced, errorCount == before { validate(node, referenced, at: location) }
        for part in schema.allOf where errorCount == before { validate(node, part, at: location) }
        if schema.hasCombinations, errorCount == before { checkCombinations(node, schema, at: location) }
        noteReferences(node, schema, at: location)
    }

    private mutating func reportUnset(_ variable: String, _ node: Node, isSecret: Bool, at location: Location) {
        let isNeeded = isSecret || location.isRequired
        report(
            isNeeded ? .unsetRequiredVariable : .unsetVariable,
            "the environment variable `\(variable)` is not set" + (isNeeded ? "" : ", so `\(path)` counts as absent"),
            label: isNeeded ? "`\(name(of: location))` needs a value" : nil,
            help: isSecret ? "set `\(variable)`" : "set `\(variable)`, or give it a default: ${\(variable):-…}",
            node, at: location)
    }

    private mutating func noteSecret(_ node: Node, _ schema: JSONSchema, at location: Location) {
        guard let scalar = node.scalar, !node.isNull, scalar.origin == .file, secrets.insert(node.range).inserted else { return }
        if schema.annotations.mayBeLiteral, !URLText(scalar.text).mayHoldSecret { return }
        report(
            .literalSecret, "`\(name(of: location))` is a secret written into the file", label: "the value is not shown here",
            help: "write ${NAME} for an environment variable, or ${file:/path} for a file", node, at: location)
    }

    /// What a message is about: a value, a key or the whole file.
    func subject(of location: Location) -> String {
        if path.components.isEmpty { return "the file" }
        return location.isKey ? "a key of `\(path.parent)`" : "`\(name(of: location))`"
    }

    func name(of location: Location) -> String {
        switch path.components.last {
        case .key(let key): Printable.text(key, limit: 60)
        default: path.description
        }
    }

    /// Counts an error that is not worth being worked out, because nobody will see it.
    mutating func omitError() {
        findings.omit(.error)
        errorCount += 1
    }

    mutating func add(_ diagnostic: Diagnostic) {
        findings.append(diagnostic)
        if diagnostic.severity == .error { errorCount += 1 }
    }

    mutating func report(
        _ code: DiagnosticCode, _ message: String, label: String? = nil, help: String? = nil, allowed: [String] = [],
        _ node: Node, at location: Location, suggestion: String? = nil
    ) {
        add(
            Diagnostic(
                code, message, label: label, help: help, path: path, allowed: allowed,
                place: .file(source.range(mark(of: node, at: location))), suggestion: suggestion))
    }

    /// The value if it can be underlined, or else its key.
    func mark(of node: Node, at location: Location) -> Range<Int> {
        if node.scalar != nil, !node.range.isEmpty { return node.range }
        return node.isFlow ? node.range : location.key ?? node.mark
    }
}
