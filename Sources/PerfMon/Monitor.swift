public import Logging
public import PerfMonAlerts
public import PerfMonConfiguration
public import PerfMonModel
internal import PerfMonProfiling
internal import PerfMonStore

/// Watches the requests of one server and writes a report on each one that was slower than its threshold.
///
/// A framework's adapter holds a monitor and calls ``begin(method:path:host:)`` for each request. Monitoring never changes what
/// becomes of a request: what fails here is logged and counted, never thrown into it.
public final class Monitor: Sendable {
    /// The configuration in force.
    public var plan: MonitoringPlan { plans.current }
    /// How often the configuration's file was read again.
    public var reloadCount: ReloadCount { plans.count }

    private let plans: PlanKeeper
    private let background: Background?

    /// Creates a monitor from a configuration file and the environment. When the file changes, it is read again: see ``reload()``.
    ///
    /// - Parameters:
    ///   - path: The file. `nil` looks for the one that `PERF_CONFIG_FILE` names, then `./perfmon.yaml`; without any, the
    ///     defaults apply.
    ///   - notifiers: The application's own types of notifiers, by the `type` that the configuration names.
    ///   - response: What to do when the configuration cannot be used.
    ///   - logger: Receives one line for each report, and what is wrong.
    ///   - onIncident: Called on the report's thread for each slow request, when its report has been written.
    /// - Throws: `ConfigurationError` with all mistakes, `ReportDirectoryError` when reports cannot be written, or `NotifierError`
    ///   when a notifier's settings cannot work.
    public convenience init(
        configuration path: String? = nil,
        notifiers: [String: any Notifier.Type] = [:],
        onInvalidConfiguration response: InvalidConfigurationResponse = .fail,
        logger: Logger = Logger(label: "perfmon"),
        onIncident: (@Sendable (Incident) -> Void)? = nil
    ) throws {
        let schemas = notifiers.mapValues { $0.configurationSchema ?? "{}" }
        do {
            let reloader = try PlanReloader(path: path, notifierSchemas: schemas)
            try self.init(PlanKeeper(reloader), notifiers: notifiers, logger: logger, onIncident: onIncident)
        } catch  where response == .disable {
            logger.error("monitoring is off, because its configuration cannot be used", metadata: ["error": "\(error)"])
            self.init(disabled: PlanKeeper(try Settings().compile()))
        } catch let error as ConfigurationError where response == .useDefaults {
            logger.error("the defaults apply, because the configuration cannot be used", metadata: ["error": "\(error)"])
            let reloader = PlanReloader(startingWith: try Settings().compile(), path: path, notifierSchemas: schemas)
            try self.init(PlanKeeper(reloader), notifiers: notifiers, logger: logger, onIncident: onIncident)
        }
    }

    /// Creates a monitor from a plan.
    ///
    /// - Parameters:
    ///   - plan: What to watch and how.
    ///   - notifiers: The application's own types of notifiers, by the `type` that the configuration names.
    ///   - clock: What alerts go by.
    ///   - logger: Receives one line for each report, and what is wrong.
    ///   - onIncident: Called on the report's thread for each slow request, when its report has been written.
    /// - Throws: `ReportDirectoryError` when reports cannot be written to the plan's directory, or `NotifierError` when a notifier's
    ///   settings cannot work.
    public convenience init(
        plan: MonitoringPlan,
        notifiers: [String: any Notifier.Type] = [:],
        clock: any AlertClock = SystemAlertClock(),
        logger: Logger = Logger(label: "perfmon"),
        onIncident: (@Sendable (Incident) -> Void)? = nil
    ) throws {
        try self.init(PlanKeeper(plan), notifiers: notifiers, clock: clock, logger: logger, onIncident: onIncident)
    }

    init(
        _ plans: PlanKeeper,
        notifiers: [String: any Notifier.Type] = [:],
        clock: any AlertClock = SystemAlertClock(),
        lookingEvery interval: Duration = ConfigurationWatch.interval,
        logger: Logger = Logger(label: "perfmon"),
        onIncident: (@Sendable (Incident) -> Void)? = nil
    ) throws {
        self.plans = plans
        let plan = plans.current
        for warning in plan.warnings { logger.warning("\(warning.message)", metadata: ["code": "\(warning.code)"]) }
        guard plan.isEnabled else {
            background = nil
            return
        }
        let directory = try ReportDirectory(path: plan.reports.path, fileMode: plan.reports.fileMode)
        let alerts = try AlertDesk(plan: plan, directory: directory.path, types: notifiers, clock: clock, logger: logger)
        let queue = ReportQueue()
        try ReportWorker.start(
            queue,
            watch: ConfigurationWatch(plans, alerts: alerts, every: interval, logger: logger),
            writer: ReportWriter(directory: directory, logger: logger),
            onIncident: onIncident
        )
        let live = plan.usesProfiler ? LiveServer(directory: directory.path, plans: plans, logger: logger) : nil
        let background = Background(queue: queue, live: live, alerts: alerts, plans: plans)
        self.background = background
        ProcessEnd.await(background)
        Sampler.shared.start(for: plan, logger: logger)
    }

    private init(disabled plans: PlanKeeper) {
        self.plans = plans
        background = nil
    }

    deinit {
        background?.stop()
    }

    /// Ends monitoring: writes the reports of the requests that have ended, and sends their notifications. What cannot be sent within
    /// `delivery.shutdown_grace` is kept for the next start.
    ///
    /// Call it when the server has stopped. Requests that end later leave no report. A process that ends by `exit` or by returning from
    /// `main` does the same on its own; one that is killed does not.
    public func shutdown() async {
        guard let background else { return }
        background.stop()
        await background.waitUntilStopped()
        ProcessEnd.forget(background)
    }

    /// Begins to time a request that the calling task handles; `nil` when the configuration leaves it out.
    ///
    /// - Parameters:
    ///   - method: The HTTP method in upper case.
    ///   - path: The path as requested, without the query.
    ///   - host: The host the request is for.
    public func begin(method: String, path: String, host: String? = nil) -> MonitoredRequest? {
        guard let queue = background?.queue else { return nil }
        let plan = plans.current
        guard let policy = plan.policy(method: method, path: path, host: host) else { return nil }
        let facts = RequestFacts(method: method, path: path, host: host, policy: policy, plan: plan, queue: queue)
        let start = Sampler.now()
        let profiling = policy.profiling
        let isProfiled = profiling.isEnabled && (profiling.ratio >= 1 || .random(in: 0..<1) < profiling.ratio)
        let active =
            isProfiled
            ? Sampler.shared.begin(threshold: policy.threshold, stuckAfter: profiling.stuckAfter, subject: facts, at: start) : nil
        return MonitoredRequest(facts, start: start, active: active)
    }

    /// Reads the configuration's file again now, whether it has changed or not.
    ///
    /// The monitor looks every 15 seconds whether the file has changed, so this is for who cannot wait. Requests that run keep the
    /// configuration they began with. When the file cannot be used, the last good configuration stays in force; what came of it
    /// is logged and counted either way. A monitor that was created from a plan has no file: nothing changes.
    @discardableResult
    public func reload() async -> PlanReloader.Outcome {
        await background?.queue.reload() ?? .unchanged
    }

    /// Waits until every slow request that has ended so far has its report.
    public func waitForReports() async {
        await background?.queue.waitUntilIdle()
    }

    /// Waits until the profiler is ready, which takes a few milliseconds after the first monitor was created. Requests before that
    /// are timed, not profiled.
    public func waitUntilReady() async {
        if background != nil, plan.usesProfiler { await Sampler.shared.waitUntilStarted() }
    }
}
