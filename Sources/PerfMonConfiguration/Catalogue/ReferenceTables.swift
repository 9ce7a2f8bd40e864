/// The tables of `docs/configuration.md`: every key with its type, meaning, default and variable.
struct ReferenceTables {
    let schema: ConfigurationSchema

    var text: String { schema.root.properties.map { section($0.schema, name: $0.name, level: 2) }.joined() }

    /// What the schema says about a key, and about all keys below it.
    private func section(_ section: JSONSchema, name: String, level: Int) -> String {
        var text = "\n\(String(repeating: "#", count: min(level, 4))) `\(name)`\n\n\(section.annotations.summary ?? "")\n"
        if name == "notifiers" { return text + schema.notifierTypes.map(notifier).joined() }
        let keys = Self.keys(of: section)
        if keys.properties.isEmpty, let value = section.annotations.defaultValue, section.additionalProperties?.items == nil {
            text += "\nDefault: `\(JSONValue(value).description)`\n"
        }
        if !keys.properties.isEmpty { text += "\n" + table(keys) + below(keys.properties, name: name, level: level) }
        if let stages = section.additionalProperties?.items?.allProperties, !stages.isEmpty {
            text += stages.map { self.section($0.schema, name: "\(name).<name>[].\($0.name)", level: level + 1) }.joined()
        }
        return text
    }

    private func notifier(_ type: String) -> String {
        guard let notifier = schema.notifierSchema(type: type) else { return "" }
        let keys = Self.keys(of: notifier)
        return "\n### Notifier `\(type)`\n\n\(notifier.annotations.summary ?? "")\n\n" + table(keys)
            + below(keys.properties, name: "notifiers.<name>", level: 3)
    }

    private func below(_ properties: [JSONSchema.Property], name: String, level: Int) -> String {
        properties.filter { !Self.keys(of: $0.schema).properties.isEmpty }.map { property in
            let isList = property.schema.listItems != nil && property.schema.allProperties.isEmpty
            return section(property.schema, name: "\(name).\(property.name)\(isList ? "[]" : "")", level: level + 1)
        }.joined()
    }

    private struct Keys {
        var properties: [JSONSchema.Property]
        var required: Set<String>
    }

    /// The keys of a map, of the items of a list, or of the one alternative that is a map.
    private static func keys(of schema: JSONSchema) -> Keys {
        let candidates = [schema] + schema.parts + [schema.listItems].compactMap(\.self) + schema.anyOf
        guard let map = candidates.first(where: { !$0.allProperties.isEmpty }) else { return Keys(properties: [], required: []) }
        return Keys(properties: map.allProperties, required: Set(([map] + map.parts).flatMap(\.required)))
    }

    private func table(_ keys: Keys) -> String {
        var text = "| key | type | meaning | default | variable | takes effect |\n|---|---|---|---|---|---|\n"
        for property in keys.properties {
            let annotations = property.schema.annotations
            let unit = annotations.variableUnit.map { $0 == "s" ? " (bare numbers: seconds)" : " (bare numbers: days)" } ?? ""
            let cells = [
                "`\(property.name)`" + (keys.required.contains(property.name) ? ", required" : ""), Self.type(property.schema),
                annotations.summary ?? annotations.title ?? "",
                annotations.defaultValue.map { "`\(JSONValue($0).description)`" } ?? "",
                annotations.variable.map { "`\($0)`\(unit)" } ?? "",
                annotations.isPlanned ? "not yet" : annotations.needsRestart ? "at start" : "at reload",
            ]
            text += "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
        }
        return text
    }

    /// A word or two for what may stand there.
    private static func type(_ schema: JSONSchema) -> String {
        if !schema.anyOf.isEmpty { return schema.anyOf.map(type).joined(separator: ", or ") }
        if schema.annotations.isSecret { return "secret" }
        switch schema.annotations.format {
        case .duration: return "duration"
        case .bytes: return "size"
        case .share: return "share"
        case .pattern: return "pattern"
        case .routeMatch: return "text"
        case .url: return "URL"
        case nil: break
        }
        let values = schema.fixedValues
        if !values.isEmpty { return values.map { "`\($0.description)`" }.joined(separator: ", ") }
        if let items = schema.listItems { return "list of: \(type(items))" }
        switch schema.allTypes.first {
        case .object: return "map"
        case .array: return "list"
        case .string: return "text"
        case .number: return "number" + range(schema)
        case .integer: return "whole number" + range(schema)
        case .boolean: return "true or false"
        case .null, nil: return ""
        }
    }

    private static func range(_ schema: JSONSchema) -> String {
        func text(_ number: Double) -> String { JSONValue.number(number).description }
        switch (schema.minimum, schema.maximum) {
        case (let low?, let high?): return ", \(text(low)) to \(text(high))"
        case (let low?, nil): return ", at least \(text(low))"
        case (nil, let high?): return ", at most \(text(high))"
        case (nil, nil): return ""
        }
    }
}
