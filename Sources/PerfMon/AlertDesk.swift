internal import Logging
internal import PerfMonAlerts
internal import PerfMonConfiguration
internal import PerfMonModel
internal import Synchronization

/// Where slow requests become alerts. The service behind it, with its thread and its database, exists only once a configuration
/// has a pipeline.
final class AlertDesk: Sendable {
    private struct State {
        var service: AlertService?
        var isClosed = false
    }

    private let state: Mutex<State>
    private let makeService: @Sendable (MonitoringPlan) throws -> AlertService

    /// - Throws: `NotifierError` when a notifier's settings cannot work.
    init(
        plan: MonitoringPlan, directory: String, types: [String: any Notifier.Type], clock: any AlertClock, logger: Logger
    ) throws {
        let log = AlertLog(logger: logger)
        makeService = { plan in
            try AlertService(plan: plan, directory: directory, types: types, clock: clock) { log.log($0) }
        }
        state = Mutex(State(service: plan.pipelines.isEmpty ? nil : try makeService(plan)))
    }

    private var service: AlertService? { state.withLock { $0.service } }

    /// Goes by another plan from now on. Belongs to the report's thread.
    ///
    /// - Throws: `NotifierError` when a notifier's settings cannot work; then the plan before stays in force.
    func adopt(_ plan: MonitoringPlan) throws {
        if let service { return try service.replace(plan: plan) }
        if plan.pipelines.isEmpty { return }
        let service = try makeService(plan)
        ProcessEnd.comeBeforeLibraries()
        let isLate = state.withLock { state in
            state.service = state.isClosed ? nil : service
            return state.isClosed
        }
        if isLate {
            service.close()
            service.drain(within: .zero)
        }
    }

    /// Decides whether somebody is to hear of an incident. `nil` when no configuration ever had a pipeline.
    @available(*, noasync)
    func handle(_ incident: Incident, of facts: RequestFacts, reports: [ReportFile]) -> AlertOutcome? {
        service?.handle(incident, host: facts.host, policy: facts.policy, reports: reports)
    }

    /// Nothing will be handled any more.
    func close() {
        service?.close()
    }

    /// Begins the end: what cannot be sent within `grace` is left to the next process.
    func drain(within grace: Duration) {
        let service = state.withLock { state in
            state.isClosed = true
            return state.service
        }
        service?.drain(within: grace)
    }

    /// Waits for the end that ``drain(within:)`` began.
    func waitUntilStopped() async {
        await service?.waitUntilStopped()
    }

    /// The same, for a thread, which gives up at the deadline.
    @available(*, noasync)
    func waitUntilStopped(by deadline: ContinuousClock.Instant) {
        service?.waitUntilStopped(by: deadline)
    }
}
