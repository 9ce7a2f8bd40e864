#if CLI
internal import ArgumentParser
internal import PerfMonConfiguration

/// `perfmon schema`
struct SchemaCommand: ParsableCommand, RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of perfmon.yaml, for completion in editors.",
        discussion: "For example: perfmon schema > perfmon.schema.json"
    )

    func run(_ context: CommandContext) -> CommandStatus {
        context.terminal.output(ConfigurationSchema.text)
        return .success
    }
}
#endif
