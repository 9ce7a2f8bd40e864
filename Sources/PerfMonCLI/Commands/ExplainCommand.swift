#if CLI
internal import ArgumentParser
internal import PerfMonConfiguration

/// `perfmon explain`
struct ExplainCommand: ParsableCommand, RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explains a code such as PM0102; without one, lists all."
    )

    @Argument(help: ArgumentHelp("The code.", valueName: "code"))
    var code: String?

    func run(_ context: CommandContext) -> CommandStatus {
        guard let code else {
            context.terminal.output(CodePage.all.map { "\($0.code)  \($0.title)\n" }.joined())
            return .success
        }
        guard let page = CodePage.named(code) else {
            context.terminal.error("perfmon: there is no code `\(code)`; `perfmon explain` lists all\n")
            return .trouble
        }
        context.terminal.output(page.plain)
        return .success
    }
}
#endif
