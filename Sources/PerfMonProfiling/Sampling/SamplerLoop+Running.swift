internal import CPerfMonSampler
internal import Synchronization

/// What is said of requests while they still run: that one hangs, and, when somebody asks, what all of them do.
extension SamplerLoop {
    /// How long a request that is stuck may wait for its first sample, in nanoseconds.
    private static let longestWaitForSample: UInt64 = 1_000_000_000

    /// Whether a request runs for unusually long and nobody was told.
    func isNewlyStuck(_ request: ActiveRequest, now: UInt64) -> Bool {
        guard traces[request.slot]?.isStuckReported != true else { return false }
        let stuckAge = sampler.requests.stuckAge(of: request)
        return stuckAge != 0 && now > request.start && now - request.start >= stuckAge
    }

    /// - Parameter isLookedAt: Whether the request's task is looked at, be it later than in this tick.
    mutating func reportIfStuck(_ request: ActiveRequest, isLookedAt: Bool) {
        let now = perfmon_now()
        guard isNewlyStuck(request, now: now), let subject = sampler.requests.subject(of: request) else { return }
        // In a crowd it may never have been its turn. What it does is worth a moment.
        let isUnseen = (traces[request.slot]?.samples ?? 0) == 0
        let age = now - request.start
        if isLookedAt, isUnseen, age - sampler.requests.stuckAge(of: request) < Self.longestWaitForSample { return }
        var trace = traces[request.slot] ?? emptyTrace(for: request)
        trace.isStuckReported = true
        traces[request.slot] = trace
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
