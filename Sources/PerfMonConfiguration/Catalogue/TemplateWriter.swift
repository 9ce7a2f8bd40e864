/// Writes keys of the schema as comments of a starter file.
struct TemplateWriter {
    private(set) var text = ""
    /// What the variables of secrets begin with.
    var variablePrefix = ""
    /// What has been explained in this section, so that it is said once.
    private var explained: Set<String> = []

    private static let width = 118

    mutating func beginSection() {
        text += "\n"
        explained = []
    }

    /// The one section that a file must have, so its name is set.
    mutating func service(_ property: JSONSchema.Property) {
        explain(property.schema, indent: 0)
        text += "\(property.name):\n"
        for inner in property.schema.allProperties {
            guard property.schema.required.contains(inner.name) else {
                write(inner, indent: 2)
                continue
            }
            explain(inner.schema, indent: 2)
            text += "  \(inner.name): ${SERVICE_NAME:-my-service}\n"
        }
    }

    /// A key with its meaning, and what is below it.
    mutating func write(_ property: JSONSchema.Property, indent: Int) {
        let schema = property.schema
        explain(schema, indent: indent)
        let inner = schema.anyOf.isEmpty ? schema.allProperties : []
        guard !inner.isEmpty else { return set("\(property.name): \(value(of: property))", indent: indent) }
        set("\(property.name):", indent: indent)
        for property in inner { write(property, indent: indent + 2) }
    }

    /// An item of a list, which begins with the first key that `body` writes at `indent` + 2.
    mutating func item(indent: Int, _ body: (inout TemplateWriter) -> Void) {
        let start = text.endIndex
        body(&self)
        let key = "\n# " + String(repeating: " ", count: indent)
        guard let first = (text[text.index(before: start)...]).firstRange(of: key + "  ") else { return }
        text.replaceSubrange(first, with: key + "- ")
    }

    mutating func set(_ line: String, indent: Int) {
        text += "# \(String(repeating: " ", count: indent))\(line)\n"
    }

    mutating func explain(_ schema: JSONSchema, indent: Int) {
        guard let summary = schema.annotations.summary, explained.insert(summary).inserted else { return }
        let values = (schema.fixedValues.isEmpty ? schema.items?.fixedValues ?? [] : schema.fixedValues).map(\.description)
        let sentences = [
            summary, values.count < 2 ? nil : "Values: \(values.joined(separator: ", ")).",
            schema.hasEmptyDefault && !schema.annotations.examples.isEmpty ? "Default: none." : nil,
            schema.annotations.variable.map { "Variable: \($0)." },
        ]
        var line = "##\(String(repeating: " ", count: indent))"
        let margin = line.count
        for word in sentences.compactMap(\.self).joined(separator: " ").split(separator: " ") {
            if line.count + word.count >= Self.width, line.count > margin {
                text += line + "\n"
                line = "##\(String(repeating: " ", count: indent))"
            }
            line += " \(word)"
        }
        text += line + "\n"
    }

    /// The default unless it is empty, or else the first example.
    private func value(of property: JSONSchema.Property) -> String {
        let annotations = property.schema.annotations
        if annotations.isSecret, !annotations.mayBeLiteral {
            let name = "\(variablePrefix)_\(property.name.uppercased())"
            return "${\(name)}"
        }
        let example = annotations.examples.first
        guard let node = property.schema.hasEmptyDefault ? example ?? annotations.defaultValue : annotations.defaultValue ?? example else {
            return YAMLWriter.line(property.schema.fixedValues.first ?? .object([:]))
        }
        return YAMLWriter.line(JSONValue(node))
    }
}

extension JSONSchema {
    /// The default is a list or a map with nothing in it.
    fileprivate var hasEmptyDefault: Bool {
        guard let node = annotations.defaultValue else { return false }
        return node.items?.isEmpty ?? node.entries?.isEmpty ?? false
    }
}

extension ConfigurationSchema {
    /// What the schema says about notifiers of a type.
    func notifierSchema(type: String) -> JSONSchema? {
        let notifier = root.properties.first { $0.name == "notifiers" }?.schema.additionalProperties
        let branches = (notifier?.parts ?? []).flatMap { [$0] + $0.parts }.compactMap(\.condition)
        let branch = branches.first { condition in
            condition.test.properties.first { $0.name == "type" }?.schema.allowedValues == [.text(type)]
        }?.then
        return branch?.annotations.summary == nil ? branch?.referenced : branch
    }
}
