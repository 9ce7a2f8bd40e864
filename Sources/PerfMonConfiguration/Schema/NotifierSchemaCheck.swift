/// Finds mistakes in the JSON Schema of an application's own type of notifiers, and values that a notifier could not be given.
struct NotifierSchemaCheck {
    private static let keywords: Set = ["properties", "required", "type", "title", "description", "additionalProperties", "$schema", "$id"]
    /// Every notifier has them.
    private static let common: Set = ["type", "enabled", "timeout"]
    private static let types = ["string", "integer", "boolean"]

    /// What is wrong, with what to do; `nil` when all is well.
    static func problem(of schema: Node) -> String? {
        let entries = schema.entries ?? []
        if let entry = entries.first(where: { !keywords.contains($0.key.text) }) {
            return "has the keyword \(shown(entry.key.text)), which has no meaning there; it can have properties and required"
        }
        if let type = schema["type"], type.scalar?.text != "object" { return "describes no object; leave out its type" }
        guard let properties = schema["properties"]?.entries else {
            return schema["properties"] == nil ? missing(schema, []) : "has properties that are no object; write {\"properties\": {…}}"
        }
        for property in properties {
            if common.contains(property.key.text) {
                return "defines the key \(shown(property.key.text)), which every notifier has; leave it out"
            }
            if let problem = problem(ofProperty: property.value) { return "is wrong about the key \(shown(property.key.text)): \(problem)" }
        }
        return missing(schema, properties.map(\.key.text))
    }

    private static func missing(_ schema: Node, _ names: [String]) -> String? {
        guard let required = schema["required"] else { return nil }
        guard let items = required.items else { return "has no list of names in required" }
        let unknown = items.first { !names.contains($0.scalar?.text ?? "") && !common.contains($0.scalar?.text ?? "") }
        return unknown.map { "requires the key \(shown($0.scalar?.text ?? "")), which it does not define" }
    }

    private static func problem(ofProperty property: Node) -> String? {
        guard let entries = property.entries else { return "it is no object; write {\"type\": \"string\"}" }
        let known = JSONSchema.keywords.union(SchemaAnnotations.keywords)
        if let entry = entries.first(where: { !known.contains($0.key.text) }) {
            let nearest = EditDistance.nearest(to: entry.key.text, in: Array(known)).map { "; did you mean `\($0)`?" } ?? ""
            return "perfmon knows no keyword \(shown(entry.key.text))\(nearest)"
        }
        // It says for itself what it is.
        if property["$ref"] != nil { return nil }
        let advice = "a notifier gets texts, whole numbers, booleans and lists of texts"
        guard let type = property["type"]?.scalar?.text else { return "it has no type that is one word; \(advice)" }
        if types.contains(type) { return nil }
        guard type == "array" else { return "the type \(shown(type)) cannot be handed over; \(advice)" }
        return property["items"]?["type"]?.scalar?.text == "string" ? nil : "the items of a list have to be of the type string; \(advice)"
    }

    private static func shown(_ text: String) -> String { "`\(Printable.text(text, limit: 60))`" }
}
