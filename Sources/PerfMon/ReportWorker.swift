internal import Logging
internal import PerfMonAlerts
internal import PerfMonConfiguration
internal import PerfMonModel
internal import PerfMonProfiling
internal import PerfMonReporting
internal import PerfMonStore
internal import Synchronization

/// The one thread that turns slow requests into reports. Requests hand over and go on; when it cannot keep up, the newest are
/// dropped and counted.
final class ReportWorker: Sendable {
    /// What is to be reported.
    enum Job: Sendable {
        /// A request that was slow, and its claim on the sampler; `nil` when it was not profiled.
        case ended(RequestFacts, RequestRecord, ActiveRequest?)
        /// A request that still runs.
        case stuck(RequestFacts, TraceSnapshot)

        var facts: RequestFacts {
            switch self {
            case .ended(let facts, _, _), .stuck(let facts, _): facts
            }
        }
    }

    private struct State {
        var jobs: [Job] = []
        var isBusy = false
        var isStopped = false
        var dropped = 0
        var idleWaiters: [CheckedContinuation<Void, Never>] = []
    }

    private static let queueLimit = 128

    private let state = Mutex(State())
    private let doorbell = Doorbell()
    private let logger: Logger

    init(
        plan: MonitoringPlan,
        directory: ReportDirectory,
        alerts: AlertService?,
        logger: Logger,
        onIncident: (@Sendable (Incident) -> Void)?
    ) throws {
        self.logger = logger
        let writer = ReportWriter(directory: directory, formats: plan.reports.formats, logger: logger)
        let environment = HostEnvironmentReader(plan: plan)
        let modules = plan.profiling.applicationModules
        let share = plan.profiling.maxOverhead
        let error = WorkerThread.start(name: "perfmon-reports") {
            var symbolizer = ProfileSymbolizer(applicationModules: modules)
            var pace = ReportPace(share: share)
            // Whoever waits for the last notification knows now that there will be no more.
            defer { alerts?.close() }
            while let job = self.next() {
                let (record, profile) = Self.profile(job, &symbolizer)
                let (callTree, verdict) = IncidentAnalysis.analyze(profile)
                let incident = Incident(
                    request: record, profile: profile, callTree: callTree, verdict: verdict, environment: environment.read())
                let files = writer.write(incident)
                let facts = job.facts
                let outcome = alerts?.handle(incident, host: facts.host, policy: facts.policy, reports: files)
                writer.log(incident, files: files, alert: outcome)
                onIncident?(incident)
                pace.wait(on: self.doorbell)
            }
        }
        guard error == 0 else { throw ThreadError(code: error) }
    }

    private static func profile(_ job: Job, _ symbolizer: inout ProfileSymbolizer) -> (RequestRecord, Profile) {
        switch job {
        case .ended(_, let record, let active):
            (record, Sampler.shared.profile(of: active, duration: record.duration, symbolizer: &symbolizer))
        case .stuck(let facts, let trace):
            (
                RequestRecord(facts, isRunning: true, duration: trace.age, details: facts.described),
                Sampler.shared.profile(of: trace, symbolizer: &symbolizer)
            )
        }
    }

    /// Takes a job in. False when the queue is full.
    @discardableResult
    func enqueue(_ job: Job) -> Bool {
        let isAccepted = state.withLock { state in
            guard !state.isStopped, state.jobs.count < Self.queueLimit else {
                state.dropped += 1
                return false
            }
            state.jobs.append(job)
            return true
        }
        if isAccepted { doorbell.ring() }
        return isAccepted
    }

    /// Ends the thread when the queue is empty.
    func stop() {
        state.withLock { $0.isStopped = true }
        doorbell.ring()
    }

    func waitUntilIdle() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                guard state.isBusy || !state.jobs.isEmpty else { return true }
                state.idleWaiters.append(continuation)
                return false
            }
            if isIdle { continuation.resume() }
        }
    }

    /// The next job; waits for one. `nil` when there will be none.
    private func next() -> Job? {
        while true {
            let rings = doorbell.count
            let (job, dropped, waiters, isStopped) = state.withLock { state in
                defer { state.dropped = 0 }
                let job = state.jobs.isEmpty ? nil : state.jobs.removeFirst()
                state.isBusy = job != nil
                let waiters = job == nil ? state.idleWaiters : []
                if job == nil { state.idleWaiters = [] }
                return (job, state.dropped, waiters, state.isStopped)
            }
            for waiter in waiters { waiter.resume() }
            if dropped > 0 {
                logger.notice("slow requests left no report, because too many ended at once", metadata: ["count": "\(dropped)"])
            }
            if let job { return job }
            if isStopped { return nil }
            doorbell.wait(since: rings)
        }
    }
}

/// A thread could not be started.
struct ThreadError: Error, CustomStringConvertible {
    let code: Int32

    var description: String {
        "the thread that writes reports could not be started (error \(code)): raise the limit of processes (ulimit -u)"
    }
}
