/// A file with every key, its meaning and its default as comments, made from the schema: each section, each type of notifier,
/// each stage, and a route.
package enum StarterTemplate {
    package static var text: String {
        var writer = TemplateWriter()
        let schema = ConfigurationSchema.current
        for property in schema.root.properties where property.name != "version" {
            writer.beginSection()
            switch property.name {
            case "service": writer.service(property)
            case "notifiers": notifiers(property, of: schema, into: &writer)
            case "pipelines": pipelines(property, into: &writer)
            case "routes": routes(property, into: &writer)
            default: writer.write(property, indent: 0)
            }
        }
        return head + writer.text
    }

    private static let head = """
        # yaml-language-server: $schema=./perfmon.schema.json
        # $schema: ./perfmon.schema.json
        ## (For completion in editors: perfmon schema --editor > perfmon.schema.json)
        ##
        ## Every key there is. Lines with ## explain. Lines with one # are settings that do not count yet, with their default or else
        ## an example: to set one, remove the # and one blank, here and in the line of the section above it.
        version: 1

        """

    private static func notifiers(_ section: JSONSchema.Property, of schema: ConfigurationSchema, into writer: inout TemplateWriter) {
        writer.explain(section.schema, indent: 0)
        writer.set("notifiers:", indent: 0)
        for type in schema.notifierTypes {
            if let notifier = schema.notifierSchema(type: type) { writer.explain(notifier, indent: 2) }
            writer.set("\(exampleName(of: type, in: section.schema)):", indent: 2)
            writer.variablePrefix = type.uppercased()
            for property in schema.notifierProperties(type: type) { writer.write(property, indent: 4) }
        }
    }

    /// The name that the examples of the schema give a notifier of this type; other examples refer to it.
    private static func exampleName(of type: String, in section: JSONSchema) -> String {
        let entries = section.annotations.examples.flatMap { $0.entries ?? [] }
        return entries.first { $0.value["type"]?.scalar?.text == type }?.key.text ?? type
    }

    private static func pipelines(_ section: JSONSchema.Property, into writer: inout TemplateWriter) {
        writer.explain(section.schema, indent: 0)
        writer.set("pipelines:", indent: 0)
        for example in section.schema.annotations.examples.flatMap({ $0.entries ?? [] }) {
            writer.set("\(example.key.text): \(YAMLWriter.line(JSONValue(example.value)))", indent: 2)
        }
        guard let pipeline = section.schema.additionalProperties, let stage = pipeline.items else { return }
        writer.explain(pipeline, indent: 2)
        writer.set("urgent:", indent: 2)
        for property in stage.allProperties { writer.item(indent: 4) { $0.write(property, indent: 6) } }
    }

    /// A route with every key, and one whose match is a map.
    private static func routes(_ section: JSONSchema.Property, into writer: inout TemplateWriter) {
        writer.explain(section.schema, indent: 0)
        writer.set("routes:", indent: 0)
        guard let properties = section.schema.items?.allProperties else { return }
        writer.item(indent: 2) { writer in
            for property in properties { writer.write(property, indent: 4) }
        }
        guard let match = properties.first(where: { $0.name == "match" }),
            let form = match.schema.anyOf.first(where: { !$0.allProperties.isEmpty })
        else { return }
        writer.explain(form, indent: 2)
        writer.item(indent: 2) { writer in
            writer.set("match:", indent: 4)
            for property in form.allProperties { writer.write(property, indent: 6) }
        }
    }
}
