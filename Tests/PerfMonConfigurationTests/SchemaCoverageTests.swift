import Foundation
import Testing

@testable import PerfMonConfiguration

/// The schema, the file that sets every key, and the code that reads them know the same keys.
@Suite struct SchemaCoverageTests {
    private let tree: Node
    private let schema = ConfigurationSchema.current

    init() throws {
        var parser = YAMLParser(
            SourceFile(name: "complete.yaml", bytes: try FileAccess.read(Fixture.path("complete.yaml"), limit: 1 << 20)))
        let parsed = parser.parse()
        tree = try #require(parsed)
    }

    /// Fails for keys of the schema that no setting takes in.
    @Test func everyKeyThatIsSetCounts() throws {
        let hash = try #require(load(tree).plan).hash
        var needed: Set<String> = []
        for path in leaves(of: tree, at: SettingPath()) where path.components.first != .key("x-notes") && !isDefault(path) {
            let outcome = load(tree.removing(path.components[...]))
            if let plan = outcome.plan {
                #expect(plan.hash != hash, "`\(path)` can be left out without any effect")
            } else {
                needed.insert(path.components.last?.name ?? "")
            }
        }
        #expect(needed.isSubset(of: Self.required), "\(needed.subtracting(Self.required))")
    }

    /// What cannot be left out counts, too.
    private static let required: Set<String> = [
        "version", "name", "type", "server_url", "token", "channel_id", "smtp_host", "sender", "recipients", "webhook_url", "bot_token",
        "channel", "routing_key",
        "url",
        "value", "max", "per", "to", "match", "path",
        // One belongs to the other.
        "username", "password",
    ]

    /// Fails for keys that the file with every key lacks.
    @Test func everyKeyOfTheSchemaIsSet() {
        #expect(missing(in: tree) == [])
    }

    /// What `init --full` comments out is a valid file with every key, too.
    @Test func theFullTemplateHasEveryKey() throws {
        let lines = StarterTemplate.text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2)
        let text = lines.map { $0.hasPrefix("# ") ? $0.dropFirst(2) : $0 }.joined(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 130 })
        let variables = text.matches(of: #/\$\{([A-Z_]+)\}/#).map {
            (String($0.1), $0.1.hasSuffix("_URL") ? "https://chat.example/x" : "12345")
        }
        let report = check(text, Dictionary(variables) { first, _ in first }).report
        #expect(report.diagnostics.filter { $0.severity == .error }.map(\.description) == [])
        var parser = YAMLParser(SourceFile(name: "full.yaml", bytes: Array(text.utf8)))
        let parsed = parser.parse()
        // The template has `names: standard` and the header list of a webhook in one line.
        #expect(missing(in: try #require(parsed)) == [])
    }

    private func missing(in tree: Node) -> [String] {
        var known: Set<String> = []
        for path in leaves(of: tree, at: SettingPath()) {
            for end in 1...path.components.count { known.insert(place(SettingPath(Array(path.components.prefix(end))), in: tree)) }
        }
        return schema.root.allProperties.flatMap { keys($0.schema, at: $0.name) }.filter { !known.contains($0) }.sorted()
    }

    /// All places where a key may stand, with the notifiers by their type.
    private func keys(_ schema: JSONSchema, at place: String) -> [String] {
        if place == "notifiers" {
            return BuiltInTypes.all.flatMap { type in
                self.schema.notifierProperties(type: type).flatMap { keys($0.schema, at: "notifiers.\(type).\($0.name)") }
            }
        }
        let inner = schema.allProperties.flatMap { keys($0.schema, at: "\(place).\($0.name)") }
        let others = [schema.listItems, schema.additionalProperties].compactMap(\.self).flatMap { keys($0, at: "\(place).*") }
        let forms = schema.anyOf.flatMap { keys($0, at: place) }
        let all = inner + (others.filter { $0 != "\(place).*" }) + forms.filter { $0 != place }
        return all.isEmpty ? [place] : all
    }

    private func place(_ path: SettingPath, in tree: Node) -> String {
        var steps = path.components.map { $0.name ?? "*" }
        if steps.first == "notifiers", steps.count > 1 { steps[1] = tree["notifiers"]?[steps[1]]?["type"]?.scalar?.text ?? "" }
        if steps.first == "pipelines", steps.count > 1 { steps[1] = "*" }
        return steps.joined(separator: ".")
    }

    private func leaves(of node: Node, at path: SettingPath) -> [SettingPath] {
        switch node.content {
        case .mapping(let entries): entries.flatMap { leaves(of: $0.value, at: path.appending($0.key.text)) }
        case .sequence(let items) where items.contains { $0.scalar == nil }:
            items.enumerated().flatMap { leaves(of: $1, at: path.appending($0)) }
        default: [path]
        }
    }

    private func isDefault(_ path: SettingPath) -> Bool {
        guard let value = tree.value(at: path), let standard = schema.schema(at: path, root: tree)?.annotations.defaultValue else {
            return false
        }
        return value.json == standard.json
    }

    private func load(_ tree: Node) -> ConfigurationLoader.Outcome {
        let environment = Fixture.values { _ in "12345" }
        let source = SourceFile(name: "complete.json", bytes: Array(tree.json.utf8))
        return ConfigurationLoader(environment: environment).load(source, folder: Fixture.folder.path)
    }
}

private enum BuiltInTypes {
    static let all = ["mattermost", "slack", "discord", "teams", "pagerduty", "email", "webhook"]
}

extension SettingPath.Component {
    fileprivate var name: String? {
        if case .key(let name) = self { name } else { nil }
    }
}

extension Node {
    /// Without the value at a path.
    fileprivate func removing(_ path: ArraySlice<SettingPath.Component>) -> Node {
        var copy = self
        switch (content, path.first) {
        case (.mapping(let entries), .key(let name)):
            copy.content = .mapping(
                entries.compactMap { entry in
                    guard entry.key.text == name else { return entry }
                    return path.count == 1 ? nil : Entry(key: entry.key, value: entry.value.removing(path.dropFirst()))
                })
        case (.sequence(var items), .index(let index)):
            items[index] = items[index].removing(path.dropFirst())
            copy.content = .sequence(items)
        default: break
        }
        return copy
    }

    /// JSON is YAML.
    fileprivate var json: String {
        switch content {
        case .mapping(let entries): "{" + entries.map { "\"\($0.key.text)\": \($0.value.json)" }.joined(separator: ", ") + "}"
        case .sequence(let items): "[" + items.map(\.json).joined(separator: ", ") + "]"
        case .scalar(let scalar): scalar.value == .text ? "\"\(scalar.text)\"" : scalar.text
        }
    }
}
