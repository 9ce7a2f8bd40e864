internal import Synchronization

/// An executor that keeps a job waiting, as a busy actor would.
final class HeldExecutor: SerialExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var isReleased = false
    }

    private let state = Mutex(State())

    /// How the runtime identifies it.
    var address: UInt64 { UInt64(UInt(bitPattern: Unmanaged.passUnretained(self).toOpaque())) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isReleased = state.withLock { state in
            if !state.isReleased { state.jobs.append(job) }
            return state.isReleased
        }
        if isReleased { job.runSynchronously(on: asUnownedSerialExecutor()) }
    }

    /// Runs what waits, on the calling thread, and from now on everything at once.
    func release() {
        let jobs = state.withLock { state in
            state.isReleased = true
            defer { state.jobs = [] }
            return state.jobs
        }
        for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
    }
}

/// An actor whose turn comes when its executor is released.
actor HeldActor {
    private nonisolated let executor: HeldExecutor

    init(_ executor: HeldExecutor) {
        self.executor = executor
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func takeTurn() {}
}
