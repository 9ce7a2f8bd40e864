/// A variable such as `PERF__NOTIFIERS__TEAM_CHAT__TOKEN`, which names a key by its path.
struct GenericVariable {
    static let prefix = "PERF__"
    private static let fileSuffix = "_FILE"

    /// Why a name does not name a key.
    struct Problem: Error {
        var code = DiagnosticCode.unknownGenericVariable
        var message: String
        var label: String?
        var help: String?
        var suggestion: String?
    }

    /// A key that was found.
    struct Target {
        var path: SettingPath
        var schema: JSONSchema
        /// The variable holds the path of a file with the value.
        var isFile = false
    }

    /// The name of a key as it stands between the underscores.
    static func normalized(_ name: String) -> String {
        name.uppercased().replacing("-", with: "_")
    }

    /// The variable for a key.
    static func name(of path: SettingPath, in root: Node?) -> String? {
        var steps: [String] = []
        var node = root
        for component in path.components {
            switch component {
            case .key(let key):
                steps.append(normalized(key))
                node = node?[key]
            case .index(let index):
                let item = node?.items.flatMap { $0.indices.contains(index) ? $0[index] : nil }
                guard let name = item?["name"]?.scalar?.text else { return nil }
                steps.append(normalized(name))
                node = item
            }
        }
        return prefix + steps.joined(separator: "__")
    }

    private let steps: [String]
    private let root: Node?

    init(name: String, root: Node?) {
        var steps: [String] = []
        var rest = name.dropFirst(Self.prefix.count)
        while let separator = rest.firstRange(of: "__") {
            steps.append(String(rest[..<separator.lowerBound]))
            rest = rest[separator.upperBound...]
        }
        self.steps = steps + [String(rest)]
        self.root = root
    }

    /// Looks for the key in the schema, and for names in the file.
    func target(in schema: ConfigurationSchema) throws(Problem) -> Target {
        var target = Target(path: SettingPath(), schema: schema.root)
        var node = root
        for (index, step) in steps.enumerated() {
            let isLast = index == steps.count - 1
            let properties = schema.properties(of: target.schema, node: node, path: target.path)
            if let property = property(step, in: properties, isLast: isLast, target: &target) {
                target.path = target.path.appending(property.name)
                target.schema = property.schema
                node = node?[property.name]
            } else if properties.isEmpty, let items = target.schema.items, node?.items != nil || target.path == "routes" {
                let found = try item(step, in: node?.items ?? [], path: target.path)
                target.path = target.path.appending(found)
                target.schema = items
                node = node?.items?[found]
            } else if properties.isEmpty, let inner = target.schema.additionalProperties, inner.admitsAnything {
                let key = try entry(step, in: node?.entries ?? [], path: target.path)
                target.path = target.path.appending(key)
                target.schema = inner
                node = node?[key]
            } else {
                throw unknown(step, properties: properties, path: target.path)
            }
        }
        return target
    }

    /// `TOKEN`, or `TOKEN_FILE` where `token` is a secret.
    private func property(
        _ step: String, in properties: [JSONSchema.Property], isLast: Bool, target: inout Target
    ) -> JSONSchema.Property? {
        if let property = properties.first(where: { Self.normalized($0.name) == step }) { return property }
        guard isLast, step.hasSuffix(Self.fileSuffix) else { return nil }
        let base = step.dropLast(Self.fileSuffix.count)
        guard let property = properties.first(where: { Self.normalized($0.name) == base }), property.schema.annotations.isSecret else {
            return nil
        }
        target.isFile = true
        return property
    }

    private func item(_ step: String, in items: [Node], path: SettingPath) throws(Problem) -> Int {
        let names = items.map { $0["name"]?.scalar?.text ?? "" }
        let matching = names.indices.filter { !names[$0].isEmpty && Self.normalized(names[$0]) == step }
        return try only(matching, of: names, step, path: path)
    }

    private func entry(_ step: String, in entries: [Entry], path: SettingPath) throws(Problem) -> String {
        let names = entries.map(\.key.text)
        let matching = names.indices.filter { Self.normalized(names[$0]) == step }
        return names[try only(matching, of: names, step, path: path)]
    }

    private func only(_ matching: [Int], of names: [String], _ step: String, path: SettingPath) throws(Problem) -> Int {
        if matching.count == 1 { return matching[0] }
        if matching.count > 1 {
            let shown = matching.map { "`\(Printable.text(names[$0], limit: 60))`" }.joined(separator: " and ")
            throw Problem(
                code: .duplicateName, message: "`\(Printable.text(step))` stands for \(shown) of `\(path)`", help: "rename one of them")
        }
        let nearest = EditDistance.nearest(to: step, in: names.filter { !$0.isEmpty }.map(Self.normalized))
        throw Problem(
            message: "`\(path)` has nothing named `\(Printable.text(step))`", label: nearest.map { "did you mean `\($0)`?" },
            help: "a variable changes what the file has; it adds nothing to `\(path)`", suggestion: nearest)
    }

    private func unknown(_ step: String, properties: [JSONSchema.Property], path: SettingPath) -> Problem {
        let short = EnvironmentBinding.all.first { path.components.isEmpty && $0.path == SettingPath([.key(step.lowercased())]) }
        if let short, steps.count == 1 {
            return Problem(
                message: "only the short name sets this", label: "did you mean `\(short.name)`?", suggestion: short.name)
        }
        let place = path.components.isEmpty ? "the configuration" : "`\(path)`"
        let nearest = EditDistance.nearest(to: step, in: properties.map { Self.normalized($0.name) })
        return Problem(
            message: "\(place) has no key `\(Printable.text(step.lowercased()))`",
            label: nearest.map { "did you mean `\($0)`?" },
            help: properties.isEmpty ? nil : "levels are joined by two underscores: PERF__REPORTS__RETENTION__MAX_AGE",
            suggestion: nearest)
    }
}

extension ConfigurationSchema {
    /// The keys of a map, which for a notifier depend on its type.
    func properties(of schema: JSONSchema, node: Node?, path: SettingPath) -> [JSONSchema.Property] {
        if path.components.count == 2, path.components[0] == .key("notifiers"), let type = node?["type"]?.scalar?.text {
            return notifierProperties(type: type)
        }
        return schema.allProperties + schema.anyOf.flatMap(\.allProperties)
    }
}
