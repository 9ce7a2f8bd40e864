internal import CPerfMonSampler

/// The process' threads as the sampler knows them, in memory of fixed size.
struct SamplerThreads: ~Copyable {
    static let limit = 512

    private let threads: UnsafeMutablePointer<perfmon_thread>
    private(set) var count = 0
    /// The tasks that run right now, by thread; refreshed each tick.
    private(set) var running: [UInt64: Int] = [:]

    init() {
        threads = .allocate(capacity: Self.limit)
        threads.initialize(repeating: perfmon_thread(), count: Self.limit)
        running.reserveCapacity(Self.limit)
    }

    deinit {
        for index in 0..<count { perfmon_thread_close(threads + index) }
        threads.deallocate()
    }

    subscript(index: Int) -> UnsafeMutablePointer<perfmon_thread> { threads + index }

    mutating func refresh() {
        count = perfmon_threads_refresh(threads, count, Self.limit)
    }

    /// Reads which task each thread runs at this moment.
    mutating func readRunningTasks() {
        running.removeAll(keepingCapacity: true)
        for index in 0..<count {
            let task = perfmon_thread_task(threads + index)
            if task != 0 { running[task] = index }
        }
    }
}
