import Testing

@testable import PerfMonConfiguration

/// The schema file itself: it is the contract, so it must be whole.
@Suite struct ConfigurationSchemaTests {
    private struct Part {
        var path: String
        var node: Node
        var isProperty: Bool
    }

    /// Every schema object in the file.
    private func parts() -> [Part] {
        var parts: [Part] = []
        collect(Part(path: "#", node: ConfigurationSchema.tree, isProperty: false), into: &parts)
        return parts
    }

    private func collect(_ part: Part, into parts: inout [Part]) {
        guard let entries = part.node.entries else { return }
        parts.append(part)
        for entry in entries {
            let path = "\(part.path)/\(entry.key.text)"
            switch entry.key.text {
            case "properties", "patternProperties", "$defs":
                for inner in entry.value.entries ?? [] {
                    let isTest = part.path.hasSuffix("/if")
                    collect(Part(path: "\(path)/\(inner.key.text)", node: inner.value, isProperty: !isTest), into: &parts)
                }
            case "items", "additionalProperties", "propertyNames", "if", "then", "else":
                collect(Part(path: path, node: entry.value, isProperty: false), into: &parts)
            case "allOf", "anyOf":
                for (index, item) in (entry.value.items ?? []).enumerated() {
                    collect(Part(path: "\(path)/\(index)", node: item, isProperty: false), into: &parts)
                }
            default: break
            }
        }
    }

    @Test func usesOnlyKeywordsThatTheInterpreterKnows() {
        let known = JSONSchema.keywords.union(SchemaAnnotations.keywords)
        let unknown = parts().flatMap { part in
            (part.node.entries ?? []).map(\.key.text).filter { !known.contains($0) }.map { "\(part.path)/\($0)" }
        }
        #expect(unknown == [])
        #expect(parts().count > 150)
    }

    @Test func everyKeyIsExplained() {
        let missing = parts().filter(\.isProperty).flatMap { part -> [String] in
            ["title", "description"].filter { keyword in
                part.node[keyword] == nil && resolve(part.node)?[keyword] == nil
            }.map { "\(part.path)/\($0)" }
        }
        #expect(missing == [])
    }

    @Test func everyKeyHasAnExample() {
        let keys = parts().filter { $0.isProperty && $0.path.contains("/properties/") }
        let missing = keys.filter { $0.node["examples"] == nil && resolve($0.node)?["examples"] == nil && $0.node["const"] == nil }
        #expect(missing.map(\.path) == [])
    }

    @Test func everyKeySaysSinceWhenItExistsAndWhenItTakesEffect() {
        let keys = parts().filter { $0.isProperty && $0.path.contains("/properties/") }
        let missing = keys.filter { part in
            part.node["x-perfmon-since"] == nil || !["live", "restart"].contains(part.node["x-perfmon-reload"]?.scalar?.text)
        }
        #expect(missing.map(\.path) == [])
        #expect(keys.count > 150)
    }

    @Test func everyKeyIsInTheReference() {
        let lines = ReferencePages.configuration.split(separator: "\n")
        let names = parts().filter { $0.isProperty && $0.path.contains("/properties/") }.map { $0.path.split(separator: "/").last ?? "" }
        let missing = Set(names).filter { name in !lines.contains { $0.hasPrefix("| `\(name)`") || $0.hasPrefix("#") && $0.contains(name) }
        }
        #expect(missing == [])
        #expect(lines.contains { $0.hasPrefix("| `name`, required | text |") })
        #expect(lines.contains { $0.contains("`PERF_CONFIG_FILE`") && $0.contains("`PERF_ENABLED=false`") })
    }

    @Test func referencesAndFormatsExist() {
        for part in parts() {
            if part.node["$ref"] != nil { #expect(resolve(part.node) != nil, "\(part.path)") }
            if let format = part.node["format"]?.scalar?.text { #expect(ValueFormat(rawValue: format) != nil, "\(part.path)") }
        }
    }

    @Test func patternsAreRegularExpressions() throws {
        for part in parts() {
            if let pattern = part.node["pattern"]?.scalar?.text { _ = try Regex(pattern) }
            for entry in part.node["patternProperties"]?.entries ?? [] { _ = try Regex(entry.key.text) }
        }
    }

    @Test func defaultsAndExamplesAreValid() {
        let source = SourceFile(name: "schema", bytes: [])
        for part in parts() where part.path.contains("/properties/") && !part.path.contains("/if/") {
            let schema = JSONSchema(SchemaFields(part.node, definitions: SchemaDefinitions(root: ConfigurationSchema.tree)))
            let examples = (part.node["examples"]?.items ?? []) + (part.node["default"].map { [$0] } ?? [])
            // References stand for values, here for one that is right wherever a reference is an example.
            var interpolator = Interpolator(
                source: SourceFile(name: "schema", bytes: [UInt8(ascii: "$")]),
                environment: EnvironmentVariables(
                    Dictionary(uniqueKeysWithValues: ["SLACK_WEBHOOK_URL", "SLACK_BOT_TOKEN", "HOOK_TOKEN"].map { ($0, "https://x") }))
            ) { _ throws(FileProblem) in "https://x" }
            for example in examples.map({ interpolator.interpolate(root: $0) }) {
                var validator = SchemaValidator(source: source)
                validator.validate(example, schema, at: "example")
                let errors = validator.diagnostics.filter { $0.severity == .error }
                #expect(errors.map(\.message) == [], "\(part.path)")
            }
        }
    }

    @Test func environmentVariablesOfTheSchemaAreThoseOfTheOverlay() {
        let inSchema = parts().compactMap { $0.node["x-perfmon-env"]?.scalar?.text }
        let bound = EnvironmentBinding.all.map(\.name).filter { $0 != "PERF_ENABLED" }
        #expect(Set(inSchema) == Set(bound))
        #expect(inSchema.count == bound.count)
    }

    @Test func defaultsOfTheSchemaAreThoseOfTheSettings() throws {
        let section = { (path: String) in
            path.split(separator: ".").reduce(ConfigurationSchema.tree as Node?) { $0?["properties"]?[String($1)] }
        }
        let redact = try #require(section("headers.redact")?["default"]?.items?.compactMap { $0.scalar?.text })
        #expect(redact == HeaderPolicy.standardRedactions)
        #expect(section("reports.path")?["default"]?.scalar?.text == Settings().reports.path)
        #expect(section("headers.max_value_length")?["default"]?.scalar?.value == .integer(HeaderPolicy(HeaderOptions()).maxValueLength))
        #expect(
            section("profiling.max_stack_depth")?["default"]?.scalar?.value == .integer(try Settings().compile().profiling.maxStackDepth))
    }

    private func resolve(_ node: Node) -> Node? {
        guard let pointer = node["$ref"]?.scalar?.text else { return nil }
        return pointer.dropFirst(2).split(separator: "/").reduce(ConfigurationSchema.tree as Node?) { $0?[String($1)] }
    }
}
