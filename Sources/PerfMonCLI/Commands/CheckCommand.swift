#if CLI
internal import ArgumentParser
internal import PerfMonConfiguration

/// `perfmon check`
struct CheckCommand: ParsableCommand, RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Finds everything that is wrong with a configuration.",
        discussion: """
            The file is checked as the application would load it: with the environment variables of this shell. \
            Secrets are not shown. A comment `# perfmon: allow CODE reason` allows a warning on its own line or the next.

            Exit status: 0 valid, 1 errors (with --strict: or warnings), 2 a file cannot be read.
            """
    )

    @Argument(
        help: ArgumentHelp(
            "The files to check; `-` for standard input. Default: PERF_CONFIG_FILE, or else ./perfmon.yaml.", valueName: "file"))
    var files: [String] = []

    @Flag(help: "Make every warning an error.")
    var strict = false

    @Option(
        help: ArgumentHelp("Leave out warnings and notes with these codes, such as PM0401,PM0508. Repeatable.", valueName: "codes"),
        transform: CodeList.init)
    var allow: [CodeList] = []

    @Option(help: "human, short (for editors), json, jsonl, sarif, github, or annotate (the whole file with its findings).")
    var format = DiagnosticFormat.human

    @Option(help: "When to use colours. `auto` means: in a terminal, unless NO_COLOR is set.")
    var color = Color.auto

    @Option(
        help: ArgumentHelp("The largest file that is read, such as 4MiB; at most 64MiB. Default: 1MiB.", valueName: "size"),
        transform: { try ByteSizeText.parse($0) })
    var maxBytes = YAMLLimits.fileSize

    @Flag(help: "Show the changes that repair mistakes safely, as a diff.")
    var fix = false

    @Flag(help: "With --fix: write the changes into the files.")
    var write = false

    @OptionGroup var notifiers: NotifierSchemaOptions

    func validate() throws {
        if write, !fix { throw ValidationError("--write belongs to --fix") }
        guard 1...(64 << 20) ~= maxBytes else { throw ValidationError("--max-bytes is from 1B to 64MiB") }
    }

    func run(_ context: CommandContext) -> CommandStatus {
        notifiers.apply { YAMLLimits.$fileSize.withValue(maxBytes) { check(context) } }
    }

    private func check(_ context: CommandContext) -> CommandStatus {
        let checker = FileChecker(context: context, allowed: Set(allow.flatMap(\.codes)), isStrict: strict && !fix)
        let results = checker.check(files)
        if fix { return FixRun(context: context, isWriting: write).run(results) }
        for result in results where result.isUnreadable { context.terminal.error("perfmon: \(result.unreadableMessage)\n") }
        // Programs must not take a file that could not be read for a valid one; people have been told already.
        let shown = format == .human ? results.filter { !$0.isUnreadable } : results
        if !shown.isEmpty {
            let style: TerminalStyle = color.isColored(context) ? .colored : .plain
            context.terminal.output(format.render(shown.map { ($0.report, $0.elapsed) }, style: style))
        }
        return results.map(\.status).max { $0.rawValue < $1.rawValue } ?? .trouble
    }
}

extension DiagnosticFormat: ExpressibleByArgument {}

/// When to use colours.
enum Color: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never

    func isColored(_ context: CommandContext) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .auto: context.terminal.showsColors && context.environment["NO_COLOR"] == nil
        }
    }
}

/// Codes joined by commas.
struct CodeList {
    var codes: Set<String> = []

    init(_ text: String) throws {
        for word in text.split(separator: ",") {
            guard let page = CodePage.named(String(word)) else { throw ValidationError("there is no code `\(word)`") }
            guard page.code.severity != .error else { throw ValidationError("\(page.code) is an error, and errors cannot be allowed") }
            codes.insert(page.code.description)
        }
    }
}
#endif
