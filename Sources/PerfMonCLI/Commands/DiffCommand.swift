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

    func run(_ context: CommandContext) -> CommandStatus {
        guard let before = FileOption.load(first, context), let after = FileOption.load(second, context) else { return .trouble }
        let old = values(before.effective)
        let new = values(after.effective)
        var lines: [String] = []
        for path in Set(old.keys).union(new.keys).sorted() where old[path] != new[path] {
            if let value = old[path] { lines.append("- \(path): \(value)") }
            if let value = new[path] { lines.append("+ \(path): \(value)") }
        }
        let hasOtherSecrets =
            before.plan.notifiers.map(\.name) == after.plan.notifiers.map(\.name) && before.plan.notifiers != after.plan.notifiers
        if hasOtherSecrets, !lines.contains(where: { $0.dropFirst(2).hasPrefix("notifiers.") }) {
            lines.append("! secrets of notifiers differ")
        }
        context.terminal.output(lines.map { $0 + "\n" }.joined())
        return lines.isEmpty ? .success : .invalid
    }

    private func values(_ effective: EffectiveConfiguration?) -> [String: String] {
        Dictionary((effective?.leaves ?? []).map { ($0.path.description, $0.layers[0].text) }) { first, _ in first }
    }
}
#endif
