internal import PerfMonProfiling

/// Holds the report's thread to its share of the CPU time when slow requests come in floods. Some reports at once, and the reading of
/// symbol tables for the first one, are within what is saved up.
struct ReportPace {
    private static let savings: UInt64 = 1_000_000_000
    private static let longestPause: UInt64 = 100_000_000

    private let share: Double
    private var budget: CPUBudget
    private var lastUse: UInt64

    /// To be created on the thread itself.
    init(share: Double) {
        self.share = share
        let use = Sampler.cpuTimes()
        budget = CPUBudget(saved: Self.savings, longestSaving: Self.savings, now: Sampler.now(), use: use.process)
        lastUse = use.thread
    }

    /// Waits until what the thread has used since the last time can be afforded.
    @available(*, noasync)
    mutating func wait(on doorbell: Doorbell) {
        let use = Sampler.cpuTimes()
        budget.spend(use.thread - min(use.thread, lastUse))
        lastUse = use.thread
        budget.refill(now: Sampler.now(), use: use.process, share: share)
        while budget.isSpent {
            doorbell.wait(since: doorbell.count, atMost: Self.longestPause)
            budget.refill(now: Sampler.now(), use: Sampler.cpuTimes().process, share: share)
        }
    }
}
