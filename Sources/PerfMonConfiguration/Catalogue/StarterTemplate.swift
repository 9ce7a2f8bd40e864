/// A file with every key, its meaning and its default as comments, made from the schema.
package enum StarterTemplate {
    package static var text: String {
        var text = """
            # yaml-language-server: $schema=./perfmon.schema.json
            # (For completion in editors: perfmon schema --editor > perfmon.schema.json)
            #
            # Every key there is. Lines that are commented out show the default, or else an example.
            version: 1

            """
        for property in ConfigurationSchema.current.root.properties where property.name != "version" {
            text += "\n" + section(property)
        }
        return text
    }

    private static func section(_ property: JSONSchema.Property) -> String {
        let schema = property.schema
        var text = comment(schema, indent: 0)
        guard !schema.allProperties.isEmpty else { return text + "# \(property.name): \(example(schema))\n" }
        text += "\(property.name):\n"
        for inner in schema.allProperties { text += key(inner, indent: 2) }
        return text
    }

    private static func key(_ property: JSONSchema.Property, indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        let schema = property.schema
        var text = comment(schema, indent: indent)
        if property.name == "name" { return text + "\(margin)name: ${SERVICE_NAME:-my-service}\n" }
        guard schema.allTypes.contains(.object), !schema.allProperties.isEmpty else {
            return text + "\(margin)# \(property.name): \(example(schema))\n"
        }
        text += "\(margin)# \(property.name):\n"
        for inner in schema.allProperties { text += "\(margin)#   \(inner.name): \(example(inner.schema))\n" }
        return text
    }

    private static func comment(_ schema: JSONSchema, indent: Int) -> String {
        guard let summary = schema.annotations.summary else { return "" }
        let variable = schema.annotations.variable.map { " Variable: \($0)." } ?? ""
        return "\(String(repeating: " ", count: indent))# \(summary)\(variable)\n"
    }

    /// The default, or else the first example, as JSON, which is YAML, too.
    private static func example(_ schema: JSONSchema) -> String {
        guard let node = schema.annotations.defaultValue ?? schema.annotations.examples.first else { return "" }
        return JSONWriter.line(JSONValue(node))
    }
}
