internal import PerfMonConfiguration
internal import PerfMonModel
internal import PerfMonProfiling
internal import Synchronization

/// What is known of one request while it runs; the sampler keeps it as long as the request lasts.
final class RequestFacts: RequestSubject {
    let method: String
    let path: String
    let host: String?
    let policy: RequestPolicy
    /// The plan that the request keeps.
    let plan: MonitoringPlan
    private let queue: ReportQueue
    private let details = Mutex<(@Sendable () -> RequestDetails)?>(nil)

    init(method: String, path: String, host: String?, policy: RequestPolicy, plan: MonitoringPlan, queue: ReportQueue) {
        self.method = method
        self.path = path
        self.host = host
        self.policy = policy
        self.plan = plan
        self.queue = queue
    }

    var threshold: Duration { policy.threshold }

    /// What was said last.
    var described: RequestDetails { details.withLock { $0 }?() ?? RequestDetails() }

    func describe(_ details: @escaping @Sendable () -> RequestDetails) {
        self.details.withLock { $0 = details }
    }

    func isStuck(_ trace: TraceSnapshot) {
        queue.add(.stuck(self, trace))
    }

    /// Reports the request, which took longer than its threshold; only counts it when there are too many to report.
    func reportSlow(profiled active: ActiveRequest?, endedAt now: UInt64, duration: Duration, details: () -> RequestDetails) {
        guard queue.hasRoom(isTelling: active.map(Sampler.shared.isSampled) ?? true) else {
            if let active { Sampler.shared.end(active) }
            return
        }
        var wanted = active
        if let active, !Sampler.shared.endSlow(active, at: now) { wanted = nil }
        let record = RequestRecord(self, duration: duration, details: details())
        if !queue.add(.ended(self, record, wanted)), let wanted { Sampler.shared.drop(wanted) }
    }
}
