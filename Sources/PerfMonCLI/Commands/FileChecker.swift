#if CLI
internal import PerfMonConfiguration

/// What came of checking one file.
struct CheckResult {
    /// The file's path; `nil` for standard input and where no file could be chosen.
    var path: String?
    var report: DiagnosticReport
    var elapsed: Duration

    var isUnreadable: Bool { report.isUnreadable }

    var unreadableMessage: String { report.diagnostics.first?.message ?? "" }

    var status: CommandStatus {
        if isUnreadable { return .trouble }
        return report.hasErrors ? .invalid : .success
    }
}

/// Checks files one after the other.
struct FileChecker {
    let context: CommandContext
    /// Codes of warnings and notes to leave out.
    var allowed: Set<String> = []
    /// Warnings count as errors.
    var isStrict = false

    func check(_ files: [String]) -> [CheckResult] {
        guard files.isEmpty else { return files.map(check) }
        switch FileChoice(path: nil, environment: context.environment) {
        case .file(let path): return [check(path)]
        case .ambiguous(let report): return [CheckResult(path: nil, report: report, elapsed: .zero)]
        case .none:
            let reason = "there is no such file; name another one, or write it with `perfmon init`"
            return [CheckResult(path: nil, report: .unreadable("./perfmon.yaml", reason), elapsed: .zero)]
        }
    }

    private func check(_ path: String) -> CheckResult {
        let loader = ConfigurationLoader(environment: context.environment)
        let clock = ContinuousClock()
        let start = clock.now
        var report = (path == "-" ? loader.loadStandardInput() : loader.load(path: path)).report
        report.diagnostics.removeAll { $0.severity != .error && allowed.contains($0.code.description) }
        if isStrict { report = report.strict }
        return CheckResult(path: path == "-" ? nil : path, report: report, elapsed: clock.now - start)
    }
}
#endif
