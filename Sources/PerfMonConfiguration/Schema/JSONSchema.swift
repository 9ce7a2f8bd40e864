internal import Synchronization

/// A JSON Schema, or a part of one: the keywords that our schema file uses.
package final class JSONSchema: Sendable {
    /// A type of JSON Schema.
    enum ValueType: String, Sendable {
        case object, array, string, number, integer, boolean, null
    }

    struct Condition: Sendable {
        var test: JSONSchema
        var then: JSONSchema?
        var otherwise: JSONSchema?
    }

    struct Property: Sendable {
        var name: String
        var schema: JSONSchema
    }

    /// `false`: nothing is valid.
    let admitsAnything: Bool
    let types: [ValueType]
    let allowedValues: [JSONValue]?

    let properties: [Property]
    let patternProperties: [Property]
    let propertyNames: JSONSchema?
    let additionalProperties: JSONSchema?
    let required: [String]
    /// Those of `required` that other schemas have the properties of, which therefore do not know that they are required.
    let requiredElsewhere: [String]
    let propertyCount: ClosedRange<Int>

    /// For the first items, one each.
    let prefixItems: [JSONSchema]
    /// For the other items.
    let items: JSONSchema?
    let itemCount: ClosedRange<Int>
    let hasUniqueItems: Bool

    let length: ClosedRange<Int>
    let pattern: String?
    /// `pattern`, if it is one of the simplest.
    let classes: CharacterClasses?
    let minimum: Double?
    let maximum: Double?
    let exclusiveMinimum: Double?
    let exclusiveMaximum: Double?
    let multipleOf: Double?

    let allOf: [JSONSchema]
    let anyOf: [JSONSchema]
    let oneOf: [JSONSchema]
    let not: JSONSchema?
    let condition: Condition?
    /// Whether there is any of `anyOf`, `oneOf`, `not` and `if`.
    let hasCombinations: Bool
    let annotations: SchemaAnnotations
    private let reference: String?
    private let definitions: SchemaDefinitions
    private let resolved = Mutex<JSONSchema?>(nil)

    init(_ fields: SchemaFields) {
        admitsAnything = fields.boolean("") ?? true
        types = fields.types
        allowedValues = fields.allowedValues
        properties = fields.properties("properties")
        patternProperties = fields.properties("patternProperties")
        propertyNames = fields.schema("propertyNames")
        additionalProperties = fields.schema("additionalProperties")
        required = fields.texts("required")
        let own = Set(properties.map(\.name))
        requiredElsewhere = required.filter { !own.contains($0) }
        propertyCount = fields.bounds("minProperties", "maxProperties")
        prefixItems = fields.schemas("prefixItems")
        items = fields.schema("items")
        itemCount = fields.bounds("minItems", "maxItems")
        hasUniqueItems = fields.boolean("uniqueItems") ?? false
        length = fields.bounds("minLength", "maxLength")
        pattern = fields.text("pattern")
        classes = pattern.flatMap(CharacterClasses.init)
        minimum = fields.number("minimum")
        maximum = fields.number("maximum")
        exclusiveMinimum = fields.number("exclusiveMinimum")
        exclusiveMaximum = fields.number("exclusiveMaximum")
        multipleOf = fields.number("multipleOf")
        allOf = fields.schemas("allOf")
        anyOf = fields.schemas("anyOf")
        oneOf = fields.schemas("oneOf")
        not = fields.schema("not")
        condition = fields.schema("if").map {
            Condition(test: $0, then: fields.schema("then"), otherwise: fields.schema("else"))
        }
        hasCombinations = !anyOf.isEmpty || !oneOf.isEmpty || not != nil || condition != nil
        annotations = SchemaAnnotations(fields, inherited: fields.referenced.map { SchemaAnnotations($0, inherited: nil) })
        reference = fields.text("$ref")
        definitions = fields.definitions
    }

    /// The whole of a schema file.
    package convenience init(root: Node) {
        self.init(SchemaFields(root, definitions: SchemaDefinitions(root: root)))
    }

    /// The schema that `$ref` names, looked up once.
    var referenced: JSONSchema? {
        guard let reference else { return nil }
        return resolved.withLock { known in
            if let known { return known }
            known = definitions.schema(at: reference)
            return known
        }
    }

    /// The schemas that count as well: the one that `$ref` names, and those of `allOf`.
    var parts: [JSONSchema] { referenced.map { [$0] + allOf } ?? allOf }

    /// The keys of this schema and of those it refers to.
    var allProperties: [Property] { properties + parts.flatMap(\.allProperties) }

    /// Whether a value is text and nothing else.
    var isText: Bool { (types.isEmpty ? parts.flatMap(\.types) : types) == [.string] }

    /// The keywords that this interpreter acts on.
    package static let keywords: Set<String> = [
        "$ref", "type", "enum", "const", "properties", "patternProperties", "propertyNames", "additionalProperties", "required",
        "minProperties", "maxProperties", "prefixItems", "items", "minItems", "maxItems", "uniqueItems", "minLength", "maxLength",
        "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "allOf", "anyOf", "oneOf", "not", "if",
        "then", "else",
    ]
}
