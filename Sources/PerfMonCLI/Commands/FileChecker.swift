#if CLI
internal import PerfMonConfiguration

/// Checks files one after the other and sums up.
struct FileChecker {
    let context: CommandContext
    let isStrict: Bool
    let render: (DiagnosticReport, Duration) -> String

    func check(_ files: [String]) -> CommandStatus {
        guard files.isEmpty else { return files.map(check).max { $0.rawValue < $1.rawValue } ?? .success }
        switch FileChoice(path: nil, environment: context.environment) {
        case .file(let path): return check(path)
        case .ambiguous(let report): return finish(report, elapsed: .zero)
        case .none:
            context.terminal.error("perfmon: there is no ./perfmon.yaml; name a file, or write one with `perfmon init`\n")
            return .trouble
        }
    }

    private func check(_ path: String) -> CommandStatus {
        let loader = ConfigurationLoader(environment: context.environment)
        let clock = ContinuousClock()
        let start = clock.now
        let outcome = path == "-" ? loader.loadStandardInput() : loader.load(path: path)
        return finish(outcome.report, elapsed: clock.now - start)
    }

    private func finish(_ report: DiagnosticReport, elapsed: Duration) -> CommandStatus {
        if let unreadable = report.diagnostics.first(where: { $0.code == .unreadableFile }) {
            context.terminal.error("perfmon: \(unreadable.message)\n")
            return .trouble
        }
        context.terminal.output(render(report, elapsed))
        if report.hasErrors || isStrict && !report.diagnostics.isEmpty { return .invalid }
        return .success
    }
}
#endif
