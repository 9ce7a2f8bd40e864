#if CLI
internal import ArgumentParser
internal import PerfMonConfiguration

/// Why a command has no plan to work with.
struct UnusableConfiguration: Error {
    let status: CommandStatus

    init(_ report: DiagnosticReport) {
        status = report.isUnreadable ? .trouble : .invalid
    }
}

/// Which file a command is about, and what it may hold.
struct FileOption: ParsableArguments {
    @Option(
        name: .customLong("config"), help: ArgumentHelp("The file. Default: PERF_CONFIG_FILE, or else ./perfmon.yaml.", valueName: "file"))
    var path: String?

    @OptionGroup var notifiers: NotifierSchemaOptions

    /// The plan with every value of it. Says what is wrong with the file before it throws.
    func load(_ context: CommandContext) throws(UnusableConfiguration) -> (plan: MonitoringPlan, effective: EffectiveConfiguration) {
        try notifiers.apply { Result { () throws(UnusableConfiguration) in try Self.load(path, context) } }.get()
    }

    /// Everything that came of the file, and of it only what does not depend on the types of notifiers.
    func outcome(_ context: CommandContext) -> (outcome: ConfigurationLoader.Outcome, effective: EffectiveConfiguration?) {
        notifiers.apply {
            let outcome = Self.outcome(path, context)
            return (outcome, outcome.effective)
        }
    }

    static func load(
        _ path: String?, _ context: CommandContext
    ) throws(UnusableConfiguration) -> (plan: MonitoringPlan, effective: EffectiveConfiguration) {
        let outcome = outcome(path, context)
        guard let plan = outcome.plan, let effective = outcome.effective else {
            context.terminal.error(HumanRenderer().render(outcome.report))
            throw UnusableConfiguration(outcome.report)
        }
        return (plan, effective)
    }

    static func outcome(_ path: String?, _ context: CommandContext) -> ConfigurationLoader.Outcome {
        let loader = ConfigurationLoader(environment: context.environment)
        return path == "-" ? loader.loadStandardInput() : loader.load(FileChoice(path: path, environment: context.environment))
    }
}

/// Where the reports of a command lie.
struct ReportsOption: ParsableArguments {
    @Option(help: ArgumentHelp("The reports directory. Default: that of the configuration and the environment.", valueName: "directory"))
    var reports: String?

    @OptionGroup var file: FileOption

    /// The directory, which need not exist. Says what is wrong with the file before it throws.
    ///
    /// Of the configuration only this one value counts: whatever else is wrong with it is no reason to show nothing.
    func directory(_ context: CommandContext) throws(UnusableConfiguration) -> String {
        if let reports { return reports }
        let (outcome, effective) = file.outcome(context)
        if let plan = outcome.plan { return plan.reports.path }
        let places = ["", "reports", "reports.path"]
        let isWrong = outcome.report.diagnostics.contains { $0.severity == .error && places.contains($0.path.description) }
        guard !isWrong, let leaf = effective?.leaves.first(where: { $0.path.description == places.last }) else {
            context.terminal.error(HumanRenderer().render(outcome.report))
            throw UnusableConfiguration(outcome.report)
        }
        return leaf.layers[0].text
    }
}
#endif
