#if CLI
internal import ArgumentParser
internal import PerfMonConfiguration

/// `perfmon env`
struct EnvCommand: ParsableCommand, RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "env", abstract: "Lists every variable with its key, the value that counts, and where that comes from.",
        discussion: "Any other key can be set, too: PERF__ and its path, such as PERF__REPORTS__RETENTION__MAX_AGE=7d.")

    @OptionGroup var file: FileOption

    func run(_ context: CommandContext) -> CommandStatus {
        guard let effective = file.load(context)?.effective else { return .invalid }
        var rows = [["variable", "key", "value", "from"]]
        for variable in VariableList.all(for: effective) {
            let leaf = effective.leaves.first { $0.path.description == variable.path }
            rows.append([
                variable.name, variable.path, leaf?.layers[0].text ?? (variable.path == "enabled" ? "true" : ""),
                leaf?.layers[0].origin.description ?? "default",
            ])
        }
        context.terminal.output(TextTable.render(rows))
        return .success
    }
}

/// `perfmon reference`, which makes the files in `docs`.
struct ReferenceCommand: ParsableCommand, RunnableCommand {
    enum Page: String, ExpressibleByArgument, CaseIterable {
        case configuration, codes
    }

    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: "Prints the reference documentation.", shouldDisplay: false)

    @Argument var page: Page

    func run(_ context: CommandContext) -> CommandStatus {
        context.terminal.output(page == .codes ? ReferencePages.codes : ReferencePages.configuration)
        return .success
    }
}
#endif
