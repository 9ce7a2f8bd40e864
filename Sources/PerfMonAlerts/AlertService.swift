#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
package import PerfMonConfiguration
package import PerfMonModel
internal import PerfMonReporting
internal import PerfMonStore
internal import PerfMonThreads
internal import Synchronization

/// Tells people about slow requests: once per problem, through the pipeline of the request's route.
package final class AlertService: Sendable {
    /// How long an alert may be on its way, between two tries of a notifier, before it counts as lost.
    static let lease: Duration = .seconds(600)

    private struct BucketKey: Hashable {
        var pipeline: String
        var limit: RateLimit

        init(_ pipeline: String, _ limit: RateLimit) {
            self.pipeline = pipeline
            self.limit = limit
        }
    }

    /// What a reload replaces.
    private struct State {
        var plan: MonitoringPlan
        var notifiers: [String: ConfiguredNotifier]
        var generation = 0
        var buckets: [BucketKey: TokenBucket] = [:]
    }

    private let clock: any AlertClock
    private let file: AlertFile
    private let store: SteadyAlertStore
    private let dispatcher: AlertDispatcher
    private let registry: NotifierRegistry
    private let names: Set<String>?
    private let state: Mutex<State>
    /// Held by who replaces the plan: one at a time.
    private let reload = Mutex(())

    /// Makes the notifiers and starts their thread; sends what an earlier process had to leave.
    ///
    /// - Parameters:
    ///   - plan: The configuration.
    ///   - directory: The reports directory.
    ///   - types: An application's own types of notifiers.
    ///   - names: Makes only these notifiers; `nil` for all that are switched on.
    ///   - onEvent: Told what happens, on any thread.
    /// - Throws: ``NotifierError`` when a notifier's settings cannot work.
    package init(
        plan: MonitoringPlan,
        directory: String,
        types: [String: any Notifier.Type] = [:],
        only names: Set<String>? = nil,
        clock: any AlertClock = SystemAlertClock(),
        onEvent: @escaping @Sendable (DeliveryEvent) -> Void
    ) throws {
        self.clock = clock
        self.names = names
        registry = NotifierRegistry(own: types)
        let notifiers = try ConfiguredNotifier.make(plan, registry: registry, only: names)
        // Now, so that what it registers for the end of the process comes after the last transfer.
        if !notifiers.isEmpty { CurlHandle.prepareLibrary() }
        state = Mutex(State(plan: plan, notifiers: notifiers))
        let onProblem: @Sendable (String) -> Void = { onEvent(.problem($0)) }
        file = AlertFile(directory: directory, onDamage: onProblem)
        store = SteadyAlertStore(
            file: plan.alerts.store == .sqlite ? file : nil, limit: plan.alerts.maxEntries, onProblem: onProblem)
        dispatcher = AlertDispatcher(
            notifiers: Array(notifiers.values),
            pipelines: plan.pipelines,
            settings: plan.delivery,
            clock: clock,
            store: store,
            spool: DeliverySpool(spool: NotificationSpool(directory: directory), clock: clock, onProblem: onProblem),
            onEvent: onEvent
        )
        let error = dispatcher.start()
        guard error == 0 else {
            throw NotifierError(
                .temporary, "the thread that sends notifications could not be started (error \(error)): raise the limit (ulimit -u)")
        }
    }

    /// Decides whether somebody is to hear of an incident, and hands it over to be sent. Called on the report's thread.
    @available(*, noasync)
    package func handle(
        _ incident: Incident, host: String?, policy: RequestPolicy, reports: [ReportFile]
    ) -> AlertOutcome {
        let (plan, enabled) = state.withLock { ($0.plan, Set($0.notifiers.keys)) }
        guard let pipeline = Self.pipeline(of: policy, plan) else { return .none }
        let candidate = AlertCandidate(
            request: incident.request, host: host, service: plan.service, policy: policy, verdict: incident.verdict)
        switch run(pipeline, candidate) {
        case .dropped(let drop, let claims):
            store.release(claims, cause: .notSent, at: clock.now)
            return .dropped(drop)
        case .deliver(let delivery, let claims, let record):
            let notifiers = (delivery.stage.to + delivery.stage.fallback).filter(enabled.contains)
            guard !notifiers.isEmpty else {
                store.release(claims, cause: .notSent, at: clock.now)
                return .dropped(.undeliverable)
            }
            let fingerprint = record?.fingerprint ?? Fingerprint(policy.alerts.fingerprint, of: candidate)
            let notification = AlertNotification(
                incident, fingerprint: fingerprint.id, date: clock.now, isTest: false, record: record, reports: reports)
            dispatcher.add(
                Delivery(notification: notification, pipeline: pipeline.name, plan: delivery, claims: claims, reports: reports))
            return .queued(id: notification.id, notifiers: notifiers)
        }
    }

    /// The pipeline that a policy names. One that a reload has removed since the request began gives way to the default one.
    private static func pipeline(of policy: RequestPolicy, _ plan: MonitoringPlan) -> Pipeline? {
        guard policy.pipeline != nil else { return nil }
        return plan.pipeline(for: policy) ?? plan.pipelines.first { $0.name == Pipeline.defaultName }
    }

    /// Goes by another plan from now on: its pipelines, notifiers, timeouts and retries.
    ///
    /// Deliveries that are under way keep the notifiers and retries they began with. Notifiers whose settings have not changed go on
    /// with what is known of their failures, and rate limits that have not changed with what they have let through.
    /// `alerts.store`, `alerts.max_entries`, `delivery.queue_size` and `delivery.when_full` stay as they were at the start.
    ///
    /// May be called on any thread, at any time; makes no connection.
    ///
    /// - Throws: ``NotifierError`` when a notifier's settings cannot work; then nothing has changed.
    package func replace(plan: MonitoringPlan) throws {
        try reload.withLock { _ in
            let (known, generation) = state.withLock { ($0.notifiers, $0.generation + 1) }
            let notifiers = try ConfiguredNotifier.make(
                plan, registry: registry, only: names, known: known, generation: generation)
            // First the notifiers: an incident that comes between goes by the old plan, and finds at least those of the same name.
            dispatcher.replace(notifiers: Array(notifiers.values), pipelines: plan.pipelines)
            state.withLock { state in
                let limits = Set(plan.pipelines.flatMap { pipeline in pipeline.rateLimits.map { BucketKey(pipeline.name, $0) } })
                state.buckets = state.buckets.filter { limits.contains($0.key) }
                (state.plan, state.notifiers, state.generation) = (plan, notifiers, generation)
            }
        }
    }

    /// Sends a message that is marked as a test. No filter, window or limit applies to it, and nothing is remembered.
    @available(*, noasync)
    package func test(_ incident: Incident, by delivery: PlannedDelivery, reports: [ReportFile]) {
        let notification = AlertNotification(
            incident, fingerprint: Fingerprint([("test", incident.request.id)]).id, date: clock.now, isTest: true, record: nil,
            reports: reports)
        dispatcher.add(Delivery(notification: notification, pipeline: "", plan: delivery, reports: reports))
    }

    private func run(_ pipeline: Pipeline, _ candidate: AlertCandidate) -> PipelineOutcome {
        var run = PipelineRun(pipeline, candidate)
        while true {
            switch run.next() {
            case .askStore(let sighting): run.admit(store.admit(sighting, at: clock.now))
            case .takeToken(let limit):
                let key = BucketKey(pipeline.name, limit)
                let now = clock.uptime
                run.limit(state.withLock { $0.buckets[key, default: TokenBucket(limit.stage, at: now)].take(at: now) })
            case .end(let outcome): return outcome
            }
        }
    }

    /// Nothing will be handled any more.
    package func close() {
        dispatcher.close()
    }

    /// Begins the end: what cannot be sent within `grace` is left to the next process.
    package func drain(within grace: Duration) {
        file.end(within: grace)
        dispatcher.drain(by: clock.uptime + grace)
    }

    /// Waits for the end that ``drain(within:)`` began.
    package func waitUntilStopped() async {
        await dispatcher.end.wait()
    }

    /// The same, for a thread, which gives up at the deadline.
    @available(*, noasync)
    package func waitUntilStopped(by deadline: ContinuousClock.Instant) {
        _ = dispatcher.end.wait(until: deadline)
    }
}

/// What became of an incident.
package enum AlertOutcome: Sendable, CustomStringConvertible {
    /// Its route has no pipeline.
    case none
    /// A stage dropped it.
    case dropped(PipelineDrop)
    /// These notifiers are to send it.
    case queued(id: String, notifiers: [String])

    package var description: String {
        switch self {
        case .none: "none: no pipeline"
        case .dropped(let drop): drop.description
        case .queued(_, let notifiers): "queued for \(notifiers.joined(separator: ", "))"
        }
    }
}

extension AlertNotification {
    init(_ incident: Incident, fingerprint: String, date: Date, isTest: Bool, record: AlertRecord?, reports: [ReportFile]) {
        self.init(
            id: "\(incident.request.id)-\(fingerprint)",
            fingerprint: fingerprint,
            date: date,
            isTest: isTest,
            request: incident.request,
            verdict: incident.verdict,
            slowestFunctions: FunctionSummary.table(of: incident.callTree).prefix(10).map {
                SlowFunction(frame: $0.frame, own: $0.own, total: $0.total, runs: $0.runs, state: $0.state)
            },
            callTree: CallTreeText(incident).lines,
            environment: incident.environment,
            history: record.map(AlertHistory.init)
                ?? AlertHistory(firstSeen: date, lastSeen: date, worst: incident.request.duration),
            reportPaths: reports.map(\.path)
        )
    }
}

extension AlertHistory {
    init(_ record: AlertRecord) {
        self.init(
            firstSeen: record.firstSeen,
            lastSeen: record.lastSeen,
            count: record.count,
            suppressed: record.suppressed,
            worst: record.worst,
            lastAlert: record.lastDelivered
        )
    }
}
