/// The CPU time that sampling may use: a share of what the process uses, saved up for at most a few ticks.
struct SamplingBudget {
    /// A process that hardly works is still looked at: its use counts as at least this many CPUs.
    static let leastUse = 0.25
    /// How long unspent time is kept.
    private static let longestSaving: Double = 100_000_000

    private var saved: Double
    private var lastTime: UInt64
    private var lastUse: UInt64

    /// All in nanoseconds; `use` is the CPU time of the process.
    init(now: UInt64, use: UInt64) {
        saved = 0
        lastTime = now
        lastUse = use
    }

    /// Adds what came in since the last time.
    mutating func refill(now: UInt64, use: UInt64, share: Double) {
        let elapsed = Double(now - min(now, lastTime))
        let used = max(Double(use - min(use, lastUse)), elapsed * Self.leastUse)
        saved = min(saved + used * share, Self.longestSaving * max(Self.leastUse, used / max(elapsed, 1)) * share)
        lastTime = now
        lastUse = use
    }

    mutating func spend(_ time: UInt64) { saved -= Double(time) }

    /// Whether nothing is left.
    var isSpent: Bool { saved <= 0 }

    /// What is left, in nanoseconds.
    var rest: UInt64 { saved <= 0 ? 0 : UInt64(saved) }
}
