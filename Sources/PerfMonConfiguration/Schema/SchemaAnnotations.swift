/// What a schema says about a value beyond whether it is valid.
package struct SchemaAnnotations: Sendable {
    /// The parser of the value, such as `perfmon-duration`.
    var format: ValueFormat?
    /// One sentence about the value.
    var summary: String?
    /// What to say when `pattern` does not match.
    var patternErrorMessage: String?
    /// The value must never be shown.
    var isSecret: Bool
    /// The value is a secret only in a part that few have, such as the password in a URL; others may stand in the file.
    var mayBeLiteral: Bool
    /// The section whose names the value must be one of.
    var reference: String?
    /// The key is checked but has no effect in this version.
    var isPlanned: Bool
    /// Values of `enum` that have no effect in this version.
    var plannedValues: [String]
    /// The short environment variable that overrides the value.
    var variable: String?
    /// The unit of a bare number in that variable: `s` or `d`.
    var variableUnit: String?
    /// A reload of the file does not change the value; the process must be started again.
    var needsRestart: Bool
    /// The first version of perfmon that knows the key.
    var since: String?
    var title: String?
    var examples: [Node]
    /// What web-perfmonitor calls this key.
    var formerNames: [String]
    /// The value when the key is absent.
    var defaultValue: Node?

    init(_ fields: SchemaFields, inherited: SchemaAnnotations?) {
        format = fields.text("format").flatMap(ValueFormat.init(rawValue:)) ?? inherited?.format
        summary = fields.text("description") ?? inherited?.summary
        patternErrorMessage = fields.text("patternErrorMessage") ?? inherited?.patternErrorMessage
        isSecret = fields.boolean("x-perfmon-secret") ?? inherited?.isSecret ?? false
        mayBeLiteral = fields.boolean("x-perfmon-literal") ?? inherited?.mayBeLiteral ?? false
        reference = fields.text("x-perfmon-reference") ?? inherited?.reference
        isPlanned = fields.boolean("x-perfmon-planned") ?? false
        plannedValues = fields.texts("x-perfmon-planned-values")
        variable = fields.text("x-perfmon-env")
        variableUnit = fields.text("x-perfmon-env-unit")
        needsRestart = fields.text("x-perfmon-reload") == "restart"
        since = fields.text("x-perfmon-since")
        title = fields.text("title") ?? inherited?.title
        examples = fields.node["examples"]?.items ?? inherited?.examples ?? []
        formerNames = fields.texts("x-perfmon-formerly")
        defaultValue = fields.node["default"] ?? inherited?.defaultValue
    }

    /// The keywords that inform, and that the validator may pass over.
    package static let keywords: Set<String> = [
        "$schema", "$id", "$defs", "title", "description", "markdownDescription", "default", "examples", "format", "writeOnly",
        "patternErrorMessage", "defaultSnippets", "markdownEnumDescriptions", "deprecated", "deprecationMessage", "x-perfmon-env",
        "x-perfmon-env-unit", "x-perfmon-secret", "x-perfmon-literal", "x-perfmon-reference", "x-perfmon-discriminator",
        "x-perfmon-planned",
        "x-perfmon-planned-values", "x-perfmon-formerly", "x-perfmon-since", "x-perfmon-reload",
    ]
}
