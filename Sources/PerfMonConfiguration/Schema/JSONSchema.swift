/// A JSON Schema, or a part of one: the keywords that our schema file uses.
package final class JSONSchema: Sendable {
    /// A type of JSON Schema.
    enum ValueType: String, Sendable {
        case object, array, string, number, integer, boolean, null
    }

    /// A scalar in `const` and `enum`.
    enum Literal: Sendable, Equatable {
        case null
        case boolean(Bool)
        case number(Double)
        case text(String)
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
    let allowedValues: [Literal]?

    let properties: [Property]
    let patternProperties: [Property]
    let propertyNames: JSONSchema?
    let additionalProperties: JSONSchema?
    let required: [String]
    let propertyCount: ClosedRange<Int>

    let items: JSONSchema?
    let itemCount: ClosedRange<Int>
    let hasUniqueItems: Bool

    let length: ClosedRange<Int>
    let pattern: String?
    let minimum: Double?
    let maximum: Double?

    let allOf: [JSONSchema]
    let anyOf: [JSONSchema]
    let condition: Condition?
    let annotations: SchemaAnnotations

    init(_ fields: SchemaFields) {
        admitsAnything = fields.boolean("") ?? true
        types = fields.types
        allowedValues = fields.literals
        properties = fields.properties("properties")
        patternProperties = fields.properties("patternProperties")
        propertyNames = fields.schema("propertyNames")
        additionalProperties = fields.schema("additionalProperties")
        required = fields.texts("required")
        propertyCount = fields.bounds("minProperties", "maxProperties")
        items = fields.schema("items")
        itemCount = fields.bounds("minItems", "maxItems")
        hasUniqueItems = fields.boolean("uniqueItems") ?? false
        length = fields.bounds("minLength", "maxLength")
        pattern = fields.text("pattern")
        minimum = fields.number("minimum")
        maximum = fields.number("maximum")
        allOf = fields.reference.map { [$0] + fields.schemas("allOf") } ?? fields.schemas("allOf")
        anyOf = fields.schemas("anyOf")
        condition = fields.schema("if").map {
            Condition(test: $0, then: fields.schema("then"), otherwise: fields.schema("else"))
        }
        annotations = SchemaAnnotations(fields, inherited: fields.reference?.annotations)
    }

    /// The keys of this schema and of those it refers to.
    var allProperties: [Property] { properties + allOf.flatMap(\.allProperties) }

    /// Whether a value is text and nothing else.
    var isText: Bool { (types.isEmpty ? allOf.flatMap(\.types) : types) == [.string] }

    /// The keywords that this interpreter acts on.
    package static let keywords: Set<String> = [
        "$ref", "type", "enum", "const", "properties", "patternProperties", "propertyNames", "additionalProperties", "required",
        "minProperties", "maxProperties", "items", "minItems", "maxItems", "uniqueItems", "minLength", "maxLength", "pattern",
        "minimum", "maximum", "allOf", "anyOf", "if", "then", "else",
    ]
}
