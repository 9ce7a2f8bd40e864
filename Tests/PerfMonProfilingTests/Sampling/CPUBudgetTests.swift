import Testing

@testable import PerfMonProfiling

struct CPUBudgetTests {
    private static let second: UInt64 = 1_000_000_000
    private static let tick: UInt64 = 10_000_000

    /// Lets a sampler that wants `wish` of CPU at each tick run for a second, next to a process that uses `use` CPUs.
    private func run(wish: UInt64, use: Double, share: Double) -> UInt64 {
        var budget = CPUBudget(longestSaving: 5 * Self.tick, now: 0, use: 0)
        var spent: UInt64 = 0
        for now in stride(from: Self.tick, through: Self.second, by: Int(Self.tick)) {
            budget.refill(now: now, use: UInt64(Double(now) * use), share: share)
            guard !budget.isSpent else { continue }
            // A tick may overdraw by what it began.
            budget.spend(wish)
            spent += wish
        }
        return spent
    }

    @Test(arguments: [0.0, 0.1, 1, 2, 16], [0.01, 0.05, 0.5])
    func noMoreIsSpentThanTheShare(_ use: Double, _ share: Double) {
        let wish: UInt64 = 3_000_000
        let allowed = max(use, CPUBudget.leastUse) * share * Double(Self.second)
        let spent = Double(run(wish: wish, use: use, share: share))
        #expect(spent <= allowed + Double(wish))
        #expect(spent >= min(allowed, Double(wish) * 100) - Double(wish))
    }

    @Test func whatIsCheapIsNeverLeftOut() {
        #expect(run(wish: 20_000, use: 0, share: 0.05) == 100 * 20_000)
    }

    @Test func savingsAreLimited() {
        var budget = CPUBudget(longestSaving: 5 * Self.tick, now: 0, use: 0)
        budget.refill(now: 3600 * Self.second, use: 0, share: 0.05)
        #expect(budget.rest == 5 * Self.tick)
    }

    @Test func whatWasThereFromTheStartIsKept() {
        var budget = CPUBudget(saved: 9 * Self.tick, longestSaving: 5 * Self.tick, now: 0, use: 0)
        budget.refill(now: Self.second, use: 0, share: 0.05)
        #expect(budget.rest == 9 * Self.tick)
        budget.spend(7 * Self.tick)
        budget.refill(now: 3600 * Self.second, use: 0, share: 0.05)
        #expect(budget.rest == 5 * Self.tick)
    }

    @Test func anIdleMachineCanSpareMore() {
        var budget = CPUBudget(longestSaving: Self.second, now: 0, use: 0)
        budget.refill(now: Self.second, use: 0, share: 0.05, leastUse: 4)
        #expect(budget.rest == Self.second / 5)
    }

    @Test func clocksThatStandStillChangeNothing() {
        var budget = CPUBudget(longestSaving: Self.tick, now: 100, use: 100)
        budget.refill(now: 100, use: 100, share: 0.05)
        budget.refill(now: 50, use: 20, share: 0.05)
        #expect(budget.isSpent && budget.rest == 0)
    }
}
