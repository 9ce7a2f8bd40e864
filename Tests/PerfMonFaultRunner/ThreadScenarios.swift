#if os(Linux)
internal import CPerfMonFaults
internal import CPerfMonSampler
internal import PerfMonProfiling
internal import PerfMonThreads
#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Runs each job on a thread of its own.
private final class ThreadForEachJob: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedTaskExecutor()
        _ = WorkerThread.start(name: "one-job") { job.runSynchronously(on: executor) }
    }
}

/// What threads may be like when a signal reaches them. This thread plays the sampler's.
extension Scenario {
    static let threads: [Scenario] = [smallestStack, deepStack, blockedSignals, endingThreads, takenFile, smallFile, shortThreads]

    private static func prepare() throws {
        try forbidCalls()
        guard perfmon_memory_open() == 0, RuntimeFinding.make().obstacle == nil, perfmon_signal_install() == SIGPROF else {
            throw Fault("the readers cannot be prepared")
        }
    }

    private static func start(_ kind: Int) throws -> OpaquePointer {
        guard let thread = faults_thread_start(Int32(kind), faults_kernel_frame() + 2048) else { throw Fault("no thread") }
        return thread
    }

    /// Asks the thread with an identifier, and waits for its answer. Nil when it cannot be asked.
    private static func ask(
        _ identifier: Int32,
        milliseconds: Int = 2000,
        _ interference: () -> Void = {}
    ) -> UnsafeMutablePointer<perfmon_capture>? {
        var threads = [perfmon_thread](repeating: perfmon_thread(), count: 64)
        let count = perfmon_threads_refresh(&threads, 0, threads.count)
        guard var thread = threads[..<count].first(where: { $0.id == identifier }), let capture = perfmon_capture_at(0) else { return nil }
        interference()
        guard perfmon_capture_request(capture, &thread) else { return nil }
        for _ in 0..<milliseconds * 10 where perfmon_capture_state(capture) != UInt32(perfmon_capture_done) { usleep(100) }
        return capture
    }

    private static func sayAnswer(_ capture: UnsafeMutablePointer<perfmon_capture>?) {
        guard let capture, perfmon_capture_state(capture) == UInt32(perfmon_capture_done) else { return say("answer: none") }
        var frames = [perfmon_frame](repeating: perfmon_frame(), count: 256)
        var isComplete = false
        var failure = perfmon_failure_none
        let count = perfmon_capture_unwind(capture, &frames, frames.count, &isComplete, &failure)
        say("answer: \(count > 1 ? "stack" : "no stack")")
        say("copied: \(capture.pointee.stack_count)")
        perfmon_capture_release(capture)
    }

    /// An alternate signal stack of the smallest size.
    private static let smallestStack = Scenario(name: "smallest-stack") {
        try prepare()
        let thread = try start(faults_on_alternate_stack)
        sayAnswer(ask(faults_thread_id(thread)))
        let used = faults_thread_end(thread)
        say("handler: \(used - faults_kernel_frame())")
    }

    /// A stack that is larger than a capture, and nearly used up.
    private static let deepStack = Scenario(name: "deep-stack") {
        try prepare()
        let thread = try start(faults_deep)
        sayAnswer(ask(faults_thread_id(thread)))
        _ = faults_thread_end(thread)
    }

    /// The number of the memory's file becomes another file's while a thread is about to be asked.
    private static let takenFile = Scenario(name: "taken-file") {
        try prepare()
        let path = "/tmp/perfmon-taken-\(getpid())"
        defer { unlink(path) }
        let thread = try start(faults_plain)
        let answer = ask(faults_thread_id(thread)) { faults_take_file(faults_close_memory_file(), path) }
        sayAnswer(answer)
        _ = faults_thread_end(thread)
        var status = stat()
        guard stat(path, &status) == 0 else { throw Fault("no file") }
        say("written to the file: \(status.st_size)")
        say("lost: \(faults_lost_files())")
    }

    /// Files may not be as long as the memory's file any more when a thread is asked.
    private static let smallFile = Scenario(name: "small-file") {
        try prepare()
        let thread = try start(faults_plain)
        let answer = ask(faults_thread_id(thread)) {
            do { try limitFileSize() } catch { say("\(error)") }
        }
        sayAnswer(answer)
        _ = faults_thread_end(thread)
    }

    /// A task that goes on on a new thread every ten milliseconds, which has the stack of one that has just ended.
    private static let shortThreads = Scenario(name: "short-threads") {
        try startedSampler()
        Workload.record {
            await withTaskExecutorPreference(ThreadForEachJob()) {
                for _ in 0..<50 {
                    Workload.block(milliseconds: 10)
                    await Task.yield()
                }
            }
        }
    }

    /// A thread that does not let the signal in, and does later, when nobody waits for it any more.
    private static let blockedSignals = Scenario(name: "blocked-signals") {
        try prepare()
        let thread = try start(faults_blocked)
        guard let capture = ask(faults_thread_id(thread), milliseconds: 20) else { throw Fault("the thread cannot be asked") }
        say("abandoned: \(perfmon_capture_abandon(capture))")
        // Meanwhile the capture is for another thread.
        let other = try start(faults_plain)
        faults_thread_unblock(thread)
        sayAnswer(ask(faults_thread_id(other)))
        sayAnswer(ask(faults_thread_id(thread)))
        _ = faults_thread_end(thread)
        _ = faults_thread_end(other)
    }

    /// Threads that end while they are asked.
    private static let endingThreads = Scenario(name: "ending-threads") {
        try prepare()
        var answers = 0
        for _ in 0..<500 {
            // Handed over to the one who ends it.
            nonisolated(unsafe) let thread = try start(faults_plain)
            let identifier = faults_thread_id(thread)
            let error = WorkerThread.start(name: "ending") { _ = faults_thread_end(thread) }
            guard error == 0 else { throw Fault("no thread") }
            guard let capture = ask(identifier, milliseconds: 1) else { continue }
            if !perfmon_capture_abandon(capture) {
                answers += 1
                // Whoever began to answer is about to end: ten seconds are for a machine that gives it no CPU.
                for _ in 0..<10_000 where perfmon_capture_state(capture) != UInt32(perfmon_capture_done) { usleep(1_000) }
                guard perfmon_capture_state(capture) == UInt32(perfmon_capture_done) else { throw Fault("an answer did not end") }
                perfmon_capture_release(capture)
            }
        }
        say("capture: \(perfmon_capture_at(0).map { perfmon_capture_state($0) } == UInt32(perfmon_capture_free) ? "free" : "lost")")
        say("answers: \(answers)")
    }
}
#endif
