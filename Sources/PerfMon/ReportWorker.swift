internal import Logging
internal import PerfMonConfiguration
internal import PerfMonModel
internal import PerfMonProfiling
internal import PerfMonReporting
internal import PerfMonThreads

/// The one thread that turns slow requests into reports, and that reads the configuration again.
struct ReportWorker: ~Copyable {
    private let queue: ReportQueue
    private let writer: ReportWriter
    private let alerts: AlertDesk
    private let environment: HostEnvironmentReader
    private let onIncident: (@Sendable (Incident) -> Void)?
    private var watch: ConfigurationWatch
    private var symbolizer: ProfileSymbolizer
    private var pace: ReportPace

    /// Starts the thread; it ends when the queue is stopped.
    static func start(
        _ queue: ReportQueue,
        watch: ConfigurationWatch,
        writer: ReportWriter,
        onIncident: (@Sendable (Incident) -> Void)?
    ) throws {
        let error = WorkerThread.start(name: "perfmon-reports") {
            var worker = ReportWorker(queue, watch: watch, writer: writer, onIncident: onIncident)
            worker.run()
        }
        guard error == 0 else { throw ThreadError(code: error) }
    }

    private init(
        _ queue: ReportQueue, watch: ConfigurationWatch, writer: ReportWriter, onIncident: (@Sendable (Incident) -> Void)?
    ) {
        self.queue = queue
        self.writer = writer
        self.watch = watch
        self.onIncident = onIncident
        alerts = watch.alerts
        environment = HostEnvironmentReader()
        let profiling = watch.plans.current.profiling
        symbolizer = ProfileSymbolizer(applicationModules: profiling.applicationModules)
        pace = ReportPace(share: profiling.maxOverhead, processors: environment.availableProcessors)
    }

    private mutating func run() {
        // Whoever waits for the last notification knows then that there will be no more.
        defer {
            alerts.close()
            queue.end.complete()
        }
        while true {
            let event = queue.next(within: watch.pause)
            let dropped = queue.takeDropped()
            if dropped > 0 { writer.logDropped(dropped) }
            switch event {
            case .job(.ended(let facts, let record, let active)):
                let profile = Sampler.shared.profile(of: active, duration: record.duration, symbolizer: &symbolizer)
                report(facts, record, profile)
            case .job(.stuck(let facts, let trace)):
                let record = RequestRecord(facts, isRunning: true, duration: trace.age, details: facts.described)
                report(facts, record, Sampler.shared.profile(of: trace, symbolizer: &symbolizer))
            case .job(.reload(let continuation)):
                continuation.resume(returning: watch.reload(onlyIfChanged: false))
            case .timeout: break
            case .stopped: return
            }
            watch.lookIfDue()
        }
    }

    private mutating func report(_ facts: RequestFacts, _ record: RequestRecord, _ profile: Profile) {
        let plan = facts.plan
        let (callTree, verdict) = IncidentAnalysis.analyze(profile)
        let incident = Incident(
            request: record, profile: profile, callTree: callTree, verdict: verdict, environment: environment.read(for: plan))
        let files = writer.write(incident, as: plan.reports.formats)
        let outcome = alerts.handle(incident, of: facts, reports: files)
        writer.log(incident, files: files, alert: outcome)
        onIncident?(incident)
        pace.wait(on: queue)
    }
}

/// A thread could not be started.
struct ThreadError: Error, CustomStringConvertible {
    let code: Int32

    var description: String {
        "the thread that writes reports could not be started (error \(code)): raise the limit of processes (ulimit -u)"
    }
}
