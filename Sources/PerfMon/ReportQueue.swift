internal import PerfMonConfiguration
internal import PerfMonModel
internal import PerfMonProfiling
internal import PerfMonThreads
internal import Synchronization

/// What the report's thread has to do. Requests hand over and go on; when it cannot keep up, the newest are dropped and counted.
final class ReportQueue: Sendable {
    /// What is to be done.
    enum Job: Sendable {
        /// A report on a request that was slow, with its claim on the sampler; `nil` when it was not profiled.
        case ended(RequestFacts, RequestRecord, ActiveRequest?)
        /// A report on a request that still runs.
        case stuck(RequestFacts, TraceSnapshot)
        /// To read the configuration again.
        case reload(CheckedContinuation<PlanReloader.Outcome, Never>)
    }

    /// What came of waiting.
    enum Event {
        case job(Job)
        /// Time has passed.
        case timeout
        /// There is nothing to do any more.
        case stopped
    }

    private struct State {
        var jobs: [Job] = []
        var isBusy = false
        var isStopped = false
        var dropped = 0
        var idleWaiters: [CheckedContinuation<Void, Never>] = []
    }

    private static let limit = 128
    /// From this length on, requests of which there is little to tell are left out.
    private static let crowd = 16

    private let state = Mutex(State())
    let doorbell = Doorbell()
    /// The end of the thread.
    let end = Completion()

    /// Whether a slow request should be handed over at all; counts it when not. Asked first, because to describe a request costs more.
    ///
    /// - Parameter isTelling: False for a request that was to be sampled, and was not.
    func hasRoom(isTelling: Bool) -> Bool {
        state.withLock { state in
            let hasRoom = !state.isStopped && state.jobs.count < (isTelling ? Self.limit : Self.crowd)
            if !hasRoom { state.dropped += 1 }
            return hasRoom
        }
    }

    /// Takes a job in. False when the queue is full or nobody works on it any more.
    @discardableResult
    func add(_ job: Job) -> Bool {
        let isAccepted = state.withLock { state in
            guard !state.isStopped, state.jobs.count < Self.limit else {
                state.dropped += 1
                return false
            }
            state.jobs.append(job)
            return true
        }
        if isAccepted { doorbell.ring() }
        return isAccepted
    }

    /// Has the configuration read again, however long the queue is.
    func reload() async -> PlanReloader.Outcome {
        await withCheckedContinuation { continuation in
            let isAccepted = state.withLock { state in
                if !state.isStopped { state.jobs.append(.reload(continuation)) }
                return !state.isStopped
            }
            isAccepted ? doorbell.ring() : continuation.resume(returning: .unchanged)
        }
    }

    var isStopped: Bool { state.withLock { $0.isStopped } }

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

    /// How many slow requests found no place since this was last asked.
    func takeDropped() -> Int {
        state.withLock { state in
            defer { state.dropped = 0 }
            return state.dropped
        }
    }

    /// For the report's thread: the next job, or what else there is after at most `nanoseconds`; `nil` waits for ever.
    @available(*, noasync)
    func next(within nanoseconds: UInt64?) -> Event {
        var isLastLook = false
        while true {
            let rings = doorbell.count
            let (job, isStopped, waiters) = state.withLock { state in
                let job = state.jobs.isEmpty ? nil : state.jobs.removeFirst()
                state.isBusy = job != nil
                defer { if job == nil { state.idleWaiters = [] } }
                return (job, state.isStopped, job == nil ? state.idleWaiters : [])
            }
            for waiter in waiters { waiter.resume() }
            if let job { return .job(job) }
            if isStopped { return .stopped }
            if isLastLook { return .timeout }
            doorbell.wait(since: rings, atMost: nanoseconds)
            // It may have woken for no reason; whoever asked looks at the time anyway.
            isLastLook = nanoseconds != nil
        }
    }
}
