internal import Synchronization

/// Where the keys of a schema are valid.
final class SchemaIndex: Sendable {
    /// Every key of the schema with the places where it is valid, such as `routes[].threshold`.
    let places: [String: [String]]
    /// Names from web-perfmonitor with the place of the key they became.
    let formerNames: [String: String]

    init(_ schema: JSONSchema) {
        var collector = Collector()
        collector.collect(schema, at: "")
        places = collector.places
        formerNames = collector.formerNames
    }

    private struct Collector {
        var places: [String: [String]] = [:]
        var formerNames: [String: String] = [:]

        mutating func collect(_ schema: JSONSchema, at path: String) {
            for property in schema.properties {
                let place = path.isEmpty ? property.name : "\(path).\(property.name)"
                if !places[property.name, default: []].contains(place) { places[property.name, default: []].append(place) }
                for name in property.schema.annotations.formerNames where formerNames[name] == nil { formerNames[name] = place }
                collect(property.schema, at: place)
            }
            if let items = schema.items { collect(items, at: "\(path)[]") }
            if let others = schema.additionalProperties { collect(others, at: "\(path).<name>") }
            for part in schema.parts + schema.anyOf { collect(part, at: path) }
            if let then = schema.condition?.then { collect(then, at: path) }
        }
    }
}

/// Makes the index when it is first asked for: only a file with an unknown key needs it.
final class LazySchemaIndex: Sendable {
    private let known = AtomicLazyReference<SchemaIndex>()

    func value(_ schema: JSONSchema) -> SchemaIndex {
        known.load() ?? known.storeIfNil(SchemaIndex(schema))
    }
}
