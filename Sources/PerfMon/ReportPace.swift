internal import PerfMonProfiling
internal import PerfMonThreads

/// Holds the report's thread to its share of the CPU time when slow requests come in floods: `profiling.max_overhead` of the machine
/// while there is time to spare, and a part of that of what the process uses when there is not.
struct ReportPace {
    /// Enough for the first reports, for which symbol tables are read.
    private static let firstSavings: UInt64 = 1_000_000_000
    private static let longestSaving: UInt64 = 100_000_000
    private static let longestPause: UInt64 = 100_000_000
    /// The use of all processors from which on time is scarce, and what is left of the share then.
    private static let scarcity = 0.8
    private static let scarceShare = 0.2

    private let share: Double
    private let processors: Double
    private var budget: CPUBudget
    private var lastUse: UInt64
    private var last: (time: UInt64, use: UInt64)

    /// To be created on the thread itself.
    ///
    /// - Parameter processors: How many of them the process may use.
    init(share: Double, processors: Double) {
        self.share = share
        self.processors = max(processors, 0.1)
        let use = Sampler.cpuTimes()
        let now = Sampler.now()
        budget = CPUBudget(saved: Self.firstSavings, longestSaving: Self.longestSaving, now: now, use: use.process)
        lastUse = use.thread
        last = (now, use.process)
    }

    /// Waits until what the thread has used since the last time can be afforded, or the queue is stopped.
    @available(*, noasync)
    mutating func wait(on queue: ReportQueue) {
        let use = Sampler.cpuTimes()
        budget.spend(use.thread - min(use.thread, lastUse))
        lastUse = use.thread
        refill(use.process)
        while budget.isSpent, !queue.isStopped {
            queue.doorbell.wait(since: queue.doorbell.count, atMost: Self.longestPause)
            refill(Sampler.cpuTimes().process)
        }
    }

    private mutating func refill(_ use: UInt64) {
        let now = Sampler.now()
        let elapsed = Double(max(1, now - min(now, last.time)))
        let isScarce = Double(use - min(use, last.use)) > elapsed * processors * Self.scarcity
        last = (now, use)
        budget.refill(now: now, use: use, share: isScarce ? share * Self.scarceShare : share, leastUse: isScarce ? 0 : processors)
    }
}
