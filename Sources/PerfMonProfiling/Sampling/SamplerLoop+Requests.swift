internal import CPerfMonSampler
internal import Synchronization

/// Which requests are looked at, and those that are only watched.
extension SamplerLoop {
    /// The requests old enough to be sampled, or all; gives away the traces of those that have ended.
    mutating func armedRequests(all: Bool) -> [ArmedRequest] {
        var armed: [ArmedRequest] = []
        let now = perfmon_now()
        traceCount = 0
        for index in 0..<sampler.requests.usedSlots {
            guard let (request, phase, task, armingAge) = sampler.requests.read(index) else {
                traces[index] = nil
                continue
            }
            if traces[index]?.request != request { traces[index] = nil }
            if traces[index] != nil { traceCount += 1 }
            if phase == .ended {
                let age = now - min(now, request.start)
                giveAway(request, looks: age > armingAge ? Int(clamping: (age - armingAge) / interval) : 0)
            } else if phase == .active, now >= request.start, all || now - request.start >= armingAge {
                // One that no task handles, such as a callback of an event loop, has only its age.
                if task == 0 { watch(request) } else { armed.append((request, task)) }
            }
        }
        return armed
    }

    /// How often requests that hang are looked for while ticks are left out.
    private static let attentionInterval: UInt64 = 100_000_000

    /// One tick without the CPU time to look at anything: traces of requests that have ended are given away, and requests that hang are
    /// reported. Returns whether any request is in flight.
    mutating func attend(at now: UInt64) -> Bool {
        guard sampler.requests.hasEnded || now - min(now, lastAttention) >= Self.attentionInterval else {
            return sampler.requests.inFlight > 0
        }
        lastAttention = now
        for (request, _) in armedRequests(all: false) {
            let stuckAge = sampler.requests.stuckAge(of: request)
            if stuckAge != 0, now - min(now, request.start) >= stuckAge { watch(request) }
        }
        return sampler.requests.inFlight > 0
    }

    /// One tick where nothing can be seen of the process. Returns whether any request is in flight.
    mutating func watch() -> Bool {
        _ = continueSurvey()
        for index in 0..<sampler.requests.usedSlots {
            let found = sampler.requests.read(index)
            if traces[index]?.request != found?.request { traces[index] = nil }
            guard let (request, phase, _, _) = found else { continue }
            if phase == .ended { giveAway(request, looks: 0) }
            if phase == .active { watch(request) }
        }
        return sampler.requests.inFlight > 0
    }

    /// Watches a request whose task is not looked at: it may hang, and somebody may ask for all.
    mutating func watch(_ request: ActiveRequest) {
        if traces[request.slot] == nil { traces[request.slot] = emptyTrace(for: request) }
        reportIfStuck(request, isLookedAt: false)
    }

    /// The slots of the oldest requests that are overdue: twice as old as would be slow.
    func eldest(of armed: [ArmedRequest]) -> Set<Int> {
        let now = perfmon_now()
        let requests = armed.map(\.request)
        return Crowd.eldest(of: requests.filter { (now - min(now, $0.start)) / 2 >= sampler.requests.threshold(of: $0) })
    }

    /// The order in which requests are looked at while the tick can pay for it: at every other tick the eldest come first, and else
    /// those that were not looked at for longest. So what is left out is spread over the time of those that are not the eldest.
    func inOrder(_ armed: [ArmedRequest], eldest: Set<Int>) -> [ArmedRequest] {
        let isTurnOfEldest = tick.isMultiple(of: 2)
        func rank(_ armed: ArmedRequest) -> (Int, UInt64) {
            let request = armed.request
            return isTurnOfEldest && eldest.contains(request.slot) ? (0, request.start) : (1, lastLook(at: request))
        }
        return armed.map { ($0, rank($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
    }

    /// The requests to look at in this tick: of a crowd that is close to slow, the eldest and those whose turn it is.
    ///
    /// - Parameter isTurnOfDistant: Whether those that are far from slow can be paid for.
    func thinOut(_ armed: [ArmedRequest], eldest: Set<Int> = [], isTurnOfDistant: Bool) -> [ArmedRequest] {
        guard armed.count > Crowd.limit, overhead < 1 else { return armed }
        let now = perfmon_now()
        func age(_ armed: ArmedRequest) -> UInt64 { now - min(now, armed.request.start) }
        func isClose(_ armed: ArmedRequest) -> Bool { age(armed) >= sampler.requests.threshold(of: armed.request) / 2 }
        let crowd = Crowd(of: armed.count { isClose($0) })
        return armed.filter { armed in
            let isChosen =
                (isClose(armed) ? crowd.isTurn(of: armed.request, at: age(armed)) : isTurnOfDistant)
                || eldest.contains(armed.request.slot) || isNewlyStuck(armed.request, now: now)
            if !isChosen { traces[armed.request.slot]?.leftOut += 1 }
            return isChosen
        }
    }

    func lastLook(at request: ActiveRequest) -> UInt64 {
        traces[request.slot]?.lastLook ?? request.start
    }

    /// - Parameter looks: How often its turn came, if it was never looked at.
    private mutating func giveAway(_ request: ActiveRequest, looks: Int) {
        var trace = traces[request.slot] ?? emptyTrace(for: request)
        // While ticks are left out nobody adds them up.
        trace.leftOut += skippedTicks
        if trace.lanes.isEmpty { trace.leftOut = max(trace.leftOut, looks) }
        traces[request.slot] = nil
        sampler.shared.withLock { shared in
            shared.collected[request] = trace
            shared.shrinkCollected()
        }
        if !sampler.requests.markCollected(request) {
            // The report's thread lost patience.
            sampler.shared.withLock { _ = $0.collected.removeValue(forKey: request) }
        }
    }

    func emptyTrace(for request: ActiveRequest) -> RequestTrace {
        RequestTrace(request: request, interval: interval, samplerCPU: sampler.cpuTime.load(ordering: .relaxed))
    }
}
