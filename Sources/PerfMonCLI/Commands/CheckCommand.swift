#if CLI
internal import ArgumentParser
internal import PerfMonConfiguration

/// `perfmon check`
struct CheckCommand: ParsableCommand, RunnableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case human, short
    }

    enum Color: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never
    }

    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Finds everything that is wrong with a configuration.",
        discussion: """
            The file is checked as the application would load it: with the environment variables of this shell. \
            Secrets are not shown. Exit status: 0 valid, 1 errors (with --strict: or warnings), 2 a file cannot be read.
            """
    )

    @Argument(
        help: ArgumentHelp(
            "The files to check; `-` for standard input. Default: PERF_CONFIG_FILE, or else ./perfmon.yaml.", valueName: "file"))
    var files: [String] = []

    @Flag(help: "Count warnings as errors.")
    var strict = false

    @Option(help: "human: with excerpts of the file; short: one line each, for editors.")
    var format = Format.human

    @Option(help: "When to use colours. `auto` means: in a terminal, unless NO_COLOR is set.")
    var color = Color.auto

    func run(_ context: CommandContext) -> CommandStatus {
        let checker = FileChecker(context: context, isStrict: strict, render: renderer(context))
        return checker.check(files)
    }

    private func renderer(_ context: CommandContext) -> (DiagnosticReport, Duration) -> String {
        let isColored =
            switch color {
            case .always: true
            case .never: false
            case .auto: context.terminal.showsColors && context.environment["NO_COLOR"] == nil
            }
        switch format {
        case .human:
            let renderer = HumanRenderer(style: isColored ? .colored : .plain)
            return { renderer.render($0, elapsed: $1) }
        case .short:
            return { report, _ in ShortRenderer().render(report) }
        }
    }
}
#endif
