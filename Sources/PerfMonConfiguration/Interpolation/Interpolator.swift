/// Replaces the references in the values of a tree, never in keys, in one pass without recursion.
struct Interpolator {
    let source: SourceFile
    let environment: EnvironmentVariables
    /// Reads the file of a `${file:…}`.
    let readFile: (String) throws(FileProblem) -> String
    /// Whether every user of the machine may read such a file.
    var isReadableByAll: (String) -> Bool = { _ in false }
    private(set) var diagnostics: [Diagnostic] = []

    init(source: SourceFile, environment: EnvironmentVariables, readFile: @escaping (String) throws(FileProblem) -> String) {
        self.source = source
        self.environment = environment
        self.readFile = readFile
    }

    private var root: Node?

    mutating func interpolate(root: Node) -> Node {
        // An escape can make a dollar, too.
        guard !source.census.isDisjoint(with: [.dollars, .backslashes]) else { return root }
        self.root = root
        return interpolate(root, path: SettingPath())
    }

    private mutating func interpolate(_ node: Node, path: SettingPath) -> Node {
        var result = node
        switch node.content {
        case .scalar(let scalar):
            if let replaced = interpolate(scalar, in: node, path: path) { result.content = .scalar(replaced) }
        case .sequence(let items):
            var replaced: [Node] = []
            for (index, item) in items.enumerated() { replaced.append(interpolate(item, path: path.appending(index))) }
            result.content = .sequence(replaced)
        case .mapping(let entries):
            var replaced: [Entry] = []
            for entry in entries {
                // What stands there counts only where an alias brings it.
                if path.components.isEmpty, entry.key.text.hasPrefix("x-") {
                    replaced.append(entry)
                    continue
                }
                replaced.append(Entry(key: entry.key, value: interpolate(entry.value, path: path.appending(entry.key.text))))
            }
            result.content = .mapping(replaced)
        }
        return result
    }

    private mutating func interpolate(_ scalar: Scalar, in node: Node, path: SettingPath) -> Scalar? {
        guard scalar.text.containsByte(UInt8(ascii: "$")) else { return nil }
        let parts: [ReferenceTemplate.Part]
        do {
            parts = try ReferenceTemplate.parse(scalar.text)
        } catch {
            report(error.isUnterminated ? .unterminatedReference : .badReference, error.message, help: error.help, at: node, path: path)
            return absent(scalar, .rejected)
        }
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .variable(let name, let fallback):
                guard let value = environment[name] ?? fallback else { return absent(scalar, .unset(variable: name)) }
                text += value
            case .file(let file):
                do {
                    text += try readFile(file)
                    warnIfReadable(file, at: node, path: path)
                } catch {
                    report(
                        .unreadableReference, "the file of this reference cannot be read: \(error.description)",
                        help: "a relative path starts at the folder of the configuration file", at: node, path: path)
                    return absent(scalar, .rejected)
                }
            }
        }
        var result = scalar
        result.text = text
        if case .literal = parts[0], parts.count == 1 {
            noteBareVariable(in: scalar.text, at: node, path: path)
            return result
        }
        result.origin = .reference
        // Only a plain value that is one reference and nothing else can become a number, a boolean or a null.
        result.value = scalar.isPlain && parts.count == 1 ? ScalarResolver.resolve(text) : .text
        return result
    }

    /// `$NAME` is text, and probably not meant to be: it is the whole value, or such a variable is set.
    private mutating func noteBareVariable(in text: String, at node: Node, path: SettingPath) {
        guard let name = ReferenceTemplate.bareVariable(in: text), text.utf8.count == name.utf8.count + 1 || environment[name] != nil
        else { return }
        let isSecret = ConfigurationSchema.current.isSecret(at: path, root: root)
        report(
            .bareVariable, "\(isSecret ? "a name behind `$`" : "`$\(Printable.text(name, limit: 60))`") is text here, not a variable",
            help: isSecret
                ? "write ${NAME} for a variable, or $$ for a dollar"
                : "write ${\(Printable.text(name, limit: 60))} for the variable, or $$ for a dollar",
            at: node, path: path)
    }

    private mutating func warnIfReadable(_ file: String, at node: Node, path: SettingPath) {
        guard isReadableByAll(file), ConfigurationSchema.current.isSecret(at: path, root: root) else { return }
        report(
            .readableSecretFile, "every user of this machine can read the file of this secret", help: "chmod o-r, or better chmod 600",
            at: node, path: path)
    }

    private func absent(_ scalar: Scalar, _ origin: Scalar.Origin) -> Scalar {
        var result = scalar
        result.text = ""
        result.value = .null
        result.origin = origin
        return result
    }

    private mutating func report(_ code: DiagnosticCode, _ message: String, help: String, at node: Node, path: SettingPath) {
        diagnostics.append(Diagnostic(code, message, help: help, path: path, place: .file(source.range(node.range))))
    }
}
