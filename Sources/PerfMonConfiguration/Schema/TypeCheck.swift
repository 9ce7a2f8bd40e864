/// Types of values, and what people call them.
enum TypeCheck {
    static func admits(_ node: Node, _ schema: JSONSchema) -> Bool {
        schema.types.isEmpty || schema.types.contains { admits(node, $0) }
    }

    private static func admits(_ node: Node, _ type: JSONSchema.ValueType) -> Bool {
        switch node.content {
        case .mapping: return type == .object
        case .sequence: return type == .array
        case .scalar(let scalar):
            switch (type, scalar.value) {
            case (.string, .text), (.boolean, .boolean), (.integer, .integer), (.number, .integer), (.number, .number), (.null, .null):
                return true
            case (.integer, .number(let value)): return value == value.rounded() && value.isFinite
            // What comes from outside is text whenever text is wanted: a token may consist of digits.
            case (.string, _): return scalar.origin == .reference
            default: return false
            }
        }
    }

    /// What the schema expects.
    static func noun(_ schema: JSONSchema) -> String {
        if let format = schema.annotations.format { return format.noun }
        if let values = schema.allowedValues, values.count <= 3 {
            return values.map { "`\($0.description)`" }.joined(separator: " or ")
        }
        return schema.types.map(noun).joined(separator: " or ")
    }

    private static func noun(_ type: JSONSchema.ValueType) -> String {
        switch type {
        case .object: "a map of keys"
        case .array: "a list"
        case .string: "text"
        case .number: "a number"
        case .integer: "a whole number"
        case .boolean: "true or false"
        case .null: "nothing"
        }
    }

    /// What the value is.
    static func noun(_ node: Node) -> String {
        switch node.content {
        case .mapping: "a map of keys"
        case .sequence: "a list"
        case .scalar(let scalar):
            switch scalar.value {
            case .null: "nothing"
            case .boolean: "a boolean"
            case .integer, .number: "a number"
            case .text: "text"
            }
        }
    }
}
