internal import CPerfMonSampler
internal import Synchronization

/// What is said of requests while they still run: that one hangs, and, when somebody asks, what all of them do.
extension SamplerLoop {
    mutating func reportIfStuck(_ request: ActiveRequest) {
        guard traces[request.slot]?.isStuckReported == false else { return }
        let now = perfmon_now()
        let stuckAge = sampler.requests.stuckAge(of: request)
        guard stuckAge != 0, now > request.start, now - request.start >= stuckAge, let subject = sampler.requests.subject(of: request)
        else { return }
        traces[request.slot]?.isStuckReported = true
        guard var trace = traces[request.slot] else { return }
        trace.fit(in: TraceMemory.ofSnapshot)
        subject.isStuck(TraceSnapshot(trace: trace, time: now))
    }

    /// Moves a survey on; returns whether this tick is to look at all requests.
    mutating func continueSurvey() -> Bool {
        switch sampler.shared.withLock({ $0.survey }) {
        case .none, .done:
            return false
        case .wanted:
            sampler.shared.withLock { $0.survey = .asked }
            return true
        case .asked:
            let now = perfmon_now()
            let all = (0..<sampler.requests.usedSlots).compactMap { traces[$0] }
            let requests = all.filter { sampler.requests.isActive($0.request) }.map { trace in
                SurveyedRequest(
                    snapshot: TraceSnapshot(trace: trace, time: now),
                    subject: sampler.requests.subject(of: trace.request)
                )
            }
            sampler.shared.withLock { $0.survey = .done(requests) }
            return false
        }
    }
}
