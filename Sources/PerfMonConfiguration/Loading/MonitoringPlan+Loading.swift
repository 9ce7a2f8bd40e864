extension MonitoringPlan {
    /// Finds, reads, checks and compiles the configuration.
    ///
    /// The file is `path`, or else the one that `PERF_CONFIG_FILE` names, or else `./perfmon.yaml` or `./perfmon.yml`;
    /// without any of them, the defaults and the `PERF_*` variables count. Variables override the file.
    ///
    /// Throws a ``ConfigurationError`` with everything that is wrong, unless `PERF_ENABLED` switches monitoring off: then
    /// nothing of the configuration matters, and the errors become one warning.
    ///
    /// `notifierSchemas` are the JSON Schemas of the application's own notifiers, by the `type` that the file names; a
    /// ``NotifierSchemaError`` says which of them cannot be used.
    public static func load(
        path: String? = nil, environment: EnvironmentVariables = .process, notifierSchemas: [String: String] = [:]
    ) throws -> MonitoringPlan {
        try withNotifiers(notifierSchemas) {
            let loader = ConfigurationLoader(environment: environment)
            return try plan(of: loader.load(FileChoice(path: path, environment: environment)), environment)
        }
    }

    private static func withNotifiers(_ schemas: [String: String], _ body: () throws -> MonitoringPlan) throws -> MonitoringPlan {
        if schemas.isEmpty { return try body() }
        return try ConfigurationSchema.$current.withValue(.including(notifiers: schemas), operation: body)
    }

    /// Checks and compiles a configuration given as text, with `fileName` standing for its file in messages.
    ///
    /// Throws a ``ConfigurationError`` with everything that is wrong.
    public static func load(
        yaml: String, fileName: String = "perfmon.yaml", environment: EnvironmentVariables = .empty,
        notifierSchemas: [String: String] = [:]
    ) throws -> MonitoringPlan {
        try withNotifiers(notifierSchemas) {
            let source = SourceFile(name: fileName, bytes: Array(yaml.utf8))
            return try plan(of: ConfigurationLoader(environment: environment).load(source, folder: "."), environment)
        }
    }

    /// The defaults and the `PERF_*` variables, without any file.
    ///
    /// Throws a ``ConfigurationError`` with everything that is wrong.
    public init(environment: EnvironmentVariables = .process) throws {
        self = try Self.plan(of: ConfigurationLoader(environment: environment).loadWithoutFile(), environment)
    }

    /// This plan with the `PERF_*` variables over it.
    ///
    /// A generic variable can change a section, but not a route, notifier or pipeline of a plan that was made in code.
    /// Throws a ``ConfigurationError`` with everything that is wrong.
    public func overridden(by environment: EnvironmentVariables) throws -> MonitoringPlan {
        let outcome = ConfigurationLoader(environment: environment).load(over: settings)
        var plan = try Self.plan(of: outcome, environment)
        plan.sourcePath = sourcePath
        return plan
    }

    private static func plan(of outcome: ConfigurationLoader.Outcome, _ environment: EnvironmentVariables) throws -> MonitoringPlan {
        if let plan = outcome.plan { return plan }
        guard let off = switchedOff(environment) else { throw ConfigurationError(outcome.report) }
        var plan = try off.compile()
        plan.warnings = [
            Diagnostic(
                .switchedOff,
                "PERF_ENABLED switches monitoring off, so \(outcome.report.count(.error)) errors of the configuration do not count",
                help: "`perfmon check` shows them", place: .environment(name: "PERF_ENABLED", value: nil))
        ]
        return plan
    }

    /// Settings that monitor nothing, if the variable says so.
    private static func switchedOff(_ environment: EnvironmentVariables) -> Settings? {
        guard let text = environment["PERF_ENABLED"], (try? EnvironmentText.boolean(text)) == false else { return nil }
        var settings = Settings()
        settings.isEnabled = false
        return settings
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
