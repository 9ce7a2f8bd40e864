internal import PerfMonThreads
internal import Synchronization

/// Runs notifiers on threads of perfmon's own, so that they neither wait for the server's threads nor hold them.
///
/// A thread is started when there is more work than idle threads, and ends when it has had nothing to do for a while.
final class NotifierExecutor: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var threads = 0
        var idle = 0
        var limit: Int
    }

    private static let patience: Duration = .seconds(10)

    private let state: Mutex<State>
    private let doorbell = Doorbell()

    /// At most `limit` threads.
    init(limit: Int) {
        state = Mutex(State(limit: max(1, limit)))
    }

    /// Allows for so many threads, if that is more than before. Those that have nothing to do end.
    func allow(_ limit: Int) {
        state.withLock { $0.limit = max($0.limit, limit) }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let needsThread = state.withLock { state in
            state.jobs.append(job)
            guard state.idle < state.jobs.count, state.threads < state.limit else { return false }
            state.threads += 1
            return true
        }
        // Without a thread the job waits for one of the others; if there is none, its time runs out.
        if needsThread, WorkerThread.start(name: "perfmon-notify", { self.work() }) != 0 { state.withLock { $0.threads -= 1 } }
        doorbell.ring()
    }

    private func work() {
        var idleSince: ContinuousClock.Instant?
        while true {
            let rings = doorbell.count
            let isPatient = idleSince.map { $0.duration(to: .now) < Self.patience } ?? true
            let (job, isEnd) = state.withLock { state -> (UnownedJob?, Bool) in
                if idleSince != nil { state.idle -= 1 }
                if !state.jobs.isEmpty { return (state.jobs.removeFirst(), false) }
                guard isPatient else {
                    state.threads -= 1
                    return (nil, true)
                }
                state.idle += 1
                return (nil, false)
            }
            if isEnd { return }
            if let job {
                idleSince = nil
                job.runSynchronously(on: asUnownedTaskExecutor())
            } else {
                idleSince = idleSince ?? .now
                doorbell.wait(since: rings, atMost: 10_000_000_000)
            }
        }
    }
}
