#if CLI
internal import PerfMonConfiguration

/// Shows or writes the safe repairs of files.
struct FixRun {
    let context: CommandContext
    let isWriting: Bool

    func run(_ results: [CheckResult]) -> CommandStatus {
        results.map(run).max { $0.rawValue < $1.rawValue } ?? .trouble
    }

    private func run(_ result: CheckResult) -> CommandStatus {
        guard !result.isUnreadable else {
            context.terminal.error("perfmon: \(result.unreadableMessage)\n")
            return .trouble
        }
        guard let path = result.path else {
            context.terminal.error("perfmon: --fix needs a file\n")
            return .trouble
        }
        guard let source = result.report.source else { return .invalid }
        let fix = SafeFix(source, report: result.report, environment: context.environment)
        guard fix.count > 0 else {
            let isValid = result.report.diagnostics.isEmpty
            context.terminal.output(isValid ? "\(path): there is nothing to repair\n" : "\(path): nothing can be repaired safely\n")
            show(result.report)
            return result.status
        }
        guard isWriting else {
            context.terminal.output(fix.difference)
            context.terminal.output("\(path): \(fix.summary); --write applies this\n")
            show(fix.remaining)
            return .invalid
        }
        do {
            try FileAccess.write(fix.text, to: path, overwrite: true)
        } catch {
            context.terminal.error("perfmon: cannot write `\(path)`: \(error.description)\n")
            return .trouble
        }
        context.terminal.output("\(path): \(fix.summary), written\n")
        show(fix.remaining)
        return fix.remaining.hasErrors ? .invalid : .success
    }

    /// What is left for a person to do.
    private func show(_ remaining: DiagnosticReport) {
        guard !remaining.diagnostics.isEmpty else { return }
        context.terminal.output("\n" + HumanRenderer().render(remaining))
    }
}
#endif
