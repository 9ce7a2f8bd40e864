/// Puts the `PERF_*` variables over the tree of a file, or over nothing.
struct EnvironmentOverlay {
    let environment: EnvironmentVariables
    private let readFile: (String) throws(FileProblem) -> String
    /// Whether every user of the machine may read such a file.
    var isReadableByAll: (String) -> Bool = { _ in false }
    private let schema = ConfigurationSchema.current
    /// The file's tree with the variables' values in it.
    private(set) var root: Node
    private(set) var diagnostics: [Diagnostic] = []
    /// The variables that set something, by the path of what they set.
    private(set) var origins: [SettingPath: String] = [:]

    /// What variables were to set, but could not.
    private(set) var rejected: Set<SettingPath> = []

    /// The variable that chooses the file; it overrides no setting.
    static let fileVariable = "PERF_CONFIG_FILE"
    /// Variables that belong to the `perf` of Linux.
    private static let foreign: Set<String> = ["PERF_PAGER", "PERF_CONFIG", "PERF_BUILDID_DIR", "PERF_EXEC_PATH"]

    /// `readFile` gives the contents of a secret's file.
    init(
        _ environment: EnvironmentVariables, over root: Node?, readFile: @escaping (String) throws(FileProblem) -> String
    ) {
        self.environment = environment
        self.readFile = readFile
        self.root = root ?? Node(content: .mapping([]), range: 0..<0)
    }

    mutating func apply(includingGeneric: Bool) {
        let generic = !includingGeneric ? [] : environment.names.filter { $0.hasPrefix(GenericVariable.prefix) && environment[$0] != nil }
        for name in generic { apply(generic: name) }
        for binding in EnvironmentBinding.all { apply(binding) }
        warnOfUnknownNames()
    }

    /// `nil` when the variable's value must not be shown.
    func place(of variable: String) -> Place {
        let isSecret = origins.contains { $0.value == variable && schema.isSecret(at: $0.key, root: root) }
        return .environment(name: variable, value: isSecret ? nil : environment[variable].map { Printable.text($0) })
    }

    private mutating func apply(_ binding: EnvironmentBinding) {
        guard let text = environment[binding.name] else { return }
        if let other = origins[binding.path] {
            diagnostics.append(
                Diagnostic(
                    .twoVariables, "`\(binding.name)` and `\(other)` set the same key; `\(binding.name)` counts",
                    label: "this one has no effect", help: "unset one of them", path: binding.path, place: place(of: other)))
        }
        origins[binding.path] = binding.name
        do {
            set(try binding.read(text), at: binding.path, schema: schema.schema(at: binding.path, root: root), variable: binding.name)
        } catch {
            report(error, variable: binding.name, path: binding.path)
        }
    }

    private mutating func apply(generic name: String) {
        let target: GenericVariable.Target
        do {
            target = try GenericVariable(name: name, root: root).target(in: schema)
        } catch {
            diagnostics.append(
                Diagnostic(
                    error.code, "`\(Printable.text(name, limit: 120))` names no key: \(error.message)", label: error.label,
                    help: error.help,
                    place: .environment(name: Printable.text(name, limit: 120), value: nil), suggestion: error.suggestion))
            return
        }
        if let other = origins[target.path] {
            diagnostics.append(
                Diagnostic(
                    .secretTwice, "`\(other)` and `\(name)` are both set", help: "unset one of them", path: target.path,
                    place: .environment(name: name, value: nil)))
            return
        }
        origins[target.path] = name
        do {
            let text = target.isFile ? try contents(ofFileIn: name) : environment[name] ?? ""
            set(try GenericValue.node(text, target.schema), at: target.path, schema: target.schema, variable: name)
        } catch {
            report(error, variable: name, path: target.path)
        }
    }

    private mutating func contents(ofFileIn name: String) throws(ValueProblem) -> String {
        let path = EnvironmentText.trimmed(environment[name] ?? "")
        do {
            let text = try readFile(path)
            if isReadableByAll(path) {
                diagnostics.append(
                    Diagnostic(
                        .readableSecretFile, "every user of this machine can read the file that `\(name)` names",
                        help: "chmod o-r, or better chmod 600", place: .environment(name: name, value: nil)))
            }
            return text
        } catch {
            // Anything else may be the secret itself, given under the wrong name.
            let isPath = ["/", "./", "../"].contains(where: path.hasPrefix)
            throw ValueProblem(
                "names \(isPath ? "`\(Printable.text(path, limit: 300))`, which" : "a file that") cannot be read: \(error.description)",
                hint: "expected the path of a file with the secret")
        }
    }

    /// A value that the schema does not admit is reported at the variable, and not set.
    private mutating func set(_ node: Node, at path: SettingPath, schema: JSONSchema?, variable: String) {
        if let schema {
            var validator = SchemaValidator(source: SourceFile(name: "", bytes: []))
            validator.validate(node, schema, at: path)
            if let problem = validator.diagnostics.first(where: { $0.severity == .error }) {
                rejected.insert(path)
                diagnostics.append(
                    Diagnostic(
                        .badVariable, "the value of `\(variable)` cannot be used: \(problem.message)", label: problem.label, path: path,
                        allowed: problem.allowed, place: place(of: variable), suggestion: problem.suggestion))
                return
            }
            warn(of: validator.diagnostics, schema, at: path, variable: variable)
        }
        root = root.setting(node, at: path.components[...])
    }

    /// What the schema says about a value counts wherever the value comes from.
    private mutating func warn(of findings: [Diagnostic], _ schema: JSONSchema, at path: SettingPath, variable: String) {
        for finding in findings {
            diagnostics.append(
                Diagnostic(
                    finding.code, "`\(variable)`: \(finding.message)", label: finding.label, help: finding.help, path: path,
                    place: place(of: variable)))
        }
        guard schema.annotations.isPlanned else { return }
        diagnostics.append(
            Diagnostic(
                .notEffectiveYet, "`\(variable)` is checked, but this version of perfmon does not act on it yet", label: "has no effect",
                path: path, place: place(of: variable)))
    }

    private mutating func report(_ problem: ValueProblem, variable: String, path: SettingPath) {
        rejected.insert(path)
        diagnostics.append(
            Diagnostic(
                .badVariable, "the value of `\(variable)` \(problem.reason)", label: problem.hint, path: path, place: place(of: variable)))
    }

    private mutating func warnOfUnknownNames() {
        let known = EnvironmentBinding.all.map(\.name) + [Self.fileVariable]
        for name in environment.names where name.hasPrefix("PERF_") && !known.contains(name) && !Self.foreign.contains(name) {
            guard environment[name] != nil, !name.hasPrefix(GenericVariable.prefix) else { continue }
            let nearest = EditDistance.nearest(to: name, in: known)
            diagnostics.append(
                Diagnostic(
                    .unknownVariable,
                    "perfmon knows no variable `\(Printable.text(name))`; it has no effect",
                    label: nearest.map { "did you mean `\($0)`?" },
                    help: nearest == nil ? "the variables are \(known.joined(separator: ", "))" : nil,
                    place: .environment(name: Printable.text(name), value: nil),
                    suggestion: nearest
                )
            )
        }
    }
}

extension Node {
    /// This tree with another value at a path. Maps that are missing on the way are added.
    func setting(_ value: Node, at path: ArraySlice<SettingPath.Component>) -> Node {
        guard let step = path.first else { return value }
        var result = self
        switch step {
        case .key(let name):
            var entries = entries ?? []
            let empty = Node(content: .mapping([]), range: 0..<0)
            if let index = entries.firstIndex(where: { $0.key.text == name }) {
                entries[index].value = entries[index].value.setting(value, at: path.dropFirst())
            } else {
                entries.append(Entry(key: .init(text: name, range: 0..<0), value: empty.setting(value, at: path.dropFirst())))
            }
            result.content = .mapping(entries)
        case .index(let index):
            guard var items, items.indices.contains(index) else { return self }
            items[index] = items[index].setting(value, at: path.dropFirst())
            result.content = .sequence(items)
        }
        return result
    }

    /// The value at a path.
    func value(at path: SettingPath) -> Node? {
        var node: Node? = self
        for step in path.components {
            switch step {
            case .key(let name): node = node?[name]
            case .index(let index): node = node?.items.flatMap { $0.indices.contains(index) ? $0[index] : nil }
            }
        }
        return node
    }
}
