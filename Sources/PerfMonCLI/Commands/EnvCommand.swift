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
        let (outcome, values) = file.outcome(context)
        // What a variable does is of most interest when something is wrong.
        if outcome.report.hasErrors { context.terminal.error(HumanRenderer().render(outcome.report)) }
        guard let effective = values else { return UnusableConfiguration(outcome.report).status }
        let wrong = outcome.report.diagnostics.compactMap { finding in
            if case .environment(let name, _) = finding.place, finding.severity == .error { name } else { nil }
        }
        var rows = [["variable", "key", "value", "from"]]
        for variable in VariableList.all(for: effective) {
            let layer = effective.leaves.first { $0.path.description == variable.path }?.layers[0]
            let value = wrong.contains(variable.name) ? "cannot be used" : layer?.text ?? (variable.path == "enabled" ? "true" : "")
            rows.append([variable.name, variable.path, value, layer?.origin.description ?? "default"])
        }
        context.terminal.output(TextTable.render(rows))
        return outcome.report.hasErrors ? .invalid : .success
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
