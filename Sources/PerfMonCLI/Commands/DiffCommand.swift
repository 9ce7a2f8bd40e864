#if CLI
internal import ArgumentParser
internal import PerfMonConfiguration

/// `perfmon diff`
struct DiffCommand: ParsableCommand, RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Compares the effective values of two configurations.",
        discussion: "Exit status: 0 the same, 1 different, 2 a configuration cannot be used. Secrets are compared, but not shown.")

    @Argument(help: "The first file.")
    var first: String

    @Argument(help: "The second file.")
    var second: String

    @OptionGroup var notifiers: NotifierSchemaOptions

    func run(_ context: CommandContext) -> CommandStatus {
        notifiers.apply { compare(context) }
    }

    private func compare(_ context: CommandContext) -> CommandStatus {
        guard let before = try? FileOption.load(first, context), let after = try? FileOption.load(second, context) else { return .trouble }
        var lines = EffectiveDifference(before.effective, after.effective).lines
        let hasOtherSecrets =
            before.plan.notifiers.map(\.name) == after.plan.notifiers.map(\.name) && before.plan.notifiers != after.plan.notifiers
        if hasOtherSecrets, !lines.contains(where: { $0.dropFirst(2).hasPrefix("notifiers.") }) {
            lines.append("! secrets of notifiers differ")
        }
        if lines.isEmpty, before.plan.hash != after.plan.hash {
            lines.append("! the plans differ: \(before.plan.hash), \(after.plan.hash)")
        }
        context.terminal.output(lines.map { $0 + "\n" }.joined())
        return lines.isEmpty ? .success : .invalid
    }
}
#endif
