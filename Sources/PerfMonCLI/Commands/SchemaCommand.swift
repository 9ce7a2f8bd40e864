#if CLI
internal import ArgumentParser
internal import PerfMonConfiguration

/// `perfmon schema`
struct SchemaCommand: ParsableCommand, RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of perfmon.yaml.",
        discussion: "For completion in editors: perfmon schema --editor > perfmon.schema.json"
    )

    @Option(help: "The version of JSON Schema: 2020-12 or 7.")
    var draft = SchemaExport.Draft.draft2020

    @Flag(help: "Accept references such as ${PORT} wherever a value stands, for editors see the file as it is written.")
    var editor = false

    func run(_ context: CommandContext) -> CommandStatus {
        context.terminal.output(SchemaExport(draft: draft, acceptsReferences: editor).text)
        return .success
    }
}

extension SchemaExport.Draft: ExpressibleByArgument {}
#endif
