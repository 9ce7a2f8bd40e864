#if CLI
internal import ArgumentParser

/// `perfmon doctor`
struct DoctorCommand: ParsableCommand, RunnableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case human, json
    }

    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Finds out what the profiler can do on this machine, and says how it could do more.",
        discussion: """
            Runs the profiler's self-test in its own process, so run it where the server runs, as the same user. \
            Exit status: 0 the profiler works, maybe with warnings, 1 there are problems.
            """
    )

    @Option(help: ArgumentHelp("The server's executable. Default: this command's own.", valueName: "path"))
    var executable: String?

    @Option(help: ArgumentHelp("The configuration. Default: as the application finds it.", valueName: "file"))
    var config: String?

    @OptionGroup var notifiers: NotifierSchemaOptions

    @Option(help: "human: a table; json: for programs.")
    var format = Format.human

    func run(_ context: CommandContext) -> CommandStatus {
        notifiers.apply { examine(context) }
    }

    private func examine(_ context: CommandContext) -> CommandStatus {
        let list = ExaminationList(
            examinations: RuntimeExaminer().examine()
                + ExecutableExaminer(path: executable).examine()
                + SystemExaminer().examine()
                + ConfigurationExaminer(path: config, environment: context.environment).examine()
        )
        context.terminal.output(format == .json ? list.json ?? "" : list.table)
        return list.hasProblems ? .invalid : .success
    }
}
#endif
