#if CLI
internal import PerfMonConfiguration

/// What came of checking one file.
struct CheckResult {
    /// The file's path; `nil` for standard input and where no file could be chosen.
    var path: String?
    var report: DiagnosticReport
    var elapsed: Duration

    var isUnreadable: Bool { report.diagnostics.contains { $0.code == .unreadableFile } }

    var unreadableMessage: String { report.diagnostics.first?.message ?? "" }

    func status(isStrict: Bool) -> CommandStatus {
        if isUnreadable { return .trouble }
        return report.hasErrors || isStrict && report.count(.warning) > 0 ? .invalid : .success
    }
}

/// Checks files one after the other.
struct FileChecker {
    let context: CommandContext
    /// Codes of warnings and notes to leave out.
    var allowed: Set<String> = []

    func check(_ files: [String]) -> [CheckResult] {
        guard files.isEmpty else { return files.map(check) }
        switch FileChoice(path: nil, environment: context.environment) {
        case .file(let path): return [check(path)]
        case .ambiguous(let report): return [CheckResult(path: nil, report: report, elapsed: .zero)]
        case .none:
            context.terminal.error("perfmon: there is no ./perfmon.yaml; name a file, or write one with `perfmon init`\n")
            return []
        }
    }

    private func check(_ path: String) -> CheckResult {
        let loader = ConfigurationLoader(environment: context.environment)
        let clock = ContinuousClock()
        let start = clock.now
        var report = (path == "-" ? loader.loadStandardInput() : loader.load(path: path)).report
        report.diagnostics.removeAll { $0.severity != .error && allowed.contains($0.code.description) }
        return CheckResult(path: path == "-" ? nil : path, report: report, elapsed: clock.now - start)
    }
}
#endif
