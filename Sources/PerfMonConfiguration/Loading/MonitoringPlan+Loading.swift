extension MonitoringPlan {
    /// Finds, reads, checks and compiles the configuration.
    ///
    /// The file is `path`, or else the one that `PERF_CONFIG_FILE` names, or else `./perfmon.yaml` or `./perfmon.yml`;
    /// without any of them, the defaults and the `PERF_*` variables count. Variables override the file.
    ///
    /// Throws a ``ConfigurationError`` with everything that is wrong.
    public static func load(path: String? = nil, environment: EnvironmentVariables = .process) throws -> MonitoringPlan {
        let loader = ConfigurationLoader(environment: environment)
        switch FileChoice(path: path, environment: environment) {
        case .file(let path): return try plan(of: loader.load(path: path))
        case .none: return try plan(of: loader.loadWithoutFile())
        case .ambiguous(let report): throw ConfigurationError(report)
        }
    }

    /// Checks and compiles a configuration given as text, with `fileName` standing for its file in messages.
    ///
    /// Throws a ``ConfigurationError`` with everything that is wrong.
    public static func load(
        yaml: String, fileName: String = "perfmon.yaml", environment: EnvironmentVariables = .empty
    ) throws -> MonitoringPlan {
        let source = SourceFile(name: fileName, bytes: Array(yaml.utf8))
        return try plan(of: ConfigurationLoader(environment: environment).load(source))
    }

    private static func plan(of outcome: ConfigurationLoader.Outcome) throws -> MonitoringPlan {
        guard let plan = outcome.plan else { throw ConfigurationError(outcome.report) }
        return plan
    }
}

/// Which file to read.
package enum FileChoice {
    case file(String)
    case none
    /// Both default names exist.
    case ambiguous(DiagnosticReport)

    private static let defaultNames = ["./perfmon.yaml", "./perfmon.yml"]

    package init(path: String?, environment: EnvironmentVariables) {
        if let path = path ?? environment[EnvironmentOverlay.fileVariable].map(EnvironmentText.trimmed) {
            self = .file(path)
            return
        }
        let found = Self.defaultNames.filter(FileAccess.exists)
        switch found.count {
        case 0: self = .none
        case 1: self = .file(String(found[0].dropFirst(2)))
        default: self = .ambiguous(.unreadable("perfmon.yaml", "perfmon.yml is there, too; keep one of them"))
        }
    }
}
