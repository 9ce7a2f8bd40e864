/// The CPU time that a thread of perfmon's own may use: a share of what the process uses, of which some can be saved up.
package struct CPUBudget: Sendable {
    /// A process that hardly works is still looked at: its use counts as at least this many CPUs.
    package static let leastUse = 0.25

    private let longestSaving: Double
    private var saved: Double
    private var lastTime: UInt64
    private var lastUse: UInt64

    /// All in nanoseconds.
    ///
    /// - Parameters:
    ///   - saved: What may be used at once.
    ///   - longestSaving: The most that unspent time adds up to.
    ///   - use: The CPU time of the process.
    package init(saved: UInt64 = 0, longestSaving: UInt64, now: UInt64, use: UInt64) {
        self.longestSaving = Double(longestSaving)
        self.saved = Double(saved)
        lastTime = now
        lastUse = use
    }

    /// Adds what came in since the last time.
    ///
    /// - Parameter leastUse: The CPUs that the use of the process counts as at least.
    package mutating func refill(now: UInt64, use: UInt64, share: Double, leastUse: Double = leastUse) {
        let elapsed = Double(now - min(now, lastTime))
        let used = max(Double(use - min(use, lastUse)), elapsed * leastUse)
        // What was there from the start may be more than can be saved up.
        saved = max(saved, min(saved + used * share, longestSaving))
        lastTime = now
        lastUse = use
    }

    package mutating func spend(_ time: UInt64) { saved -= Double(time) }

    /// Whether nothing is left.
    package var isSpent: Bool { saved <= 0 }

    /// What is left, in nanoseconds.
    var rest: UInt64 { saved <= 0 ? 0 : UInt64(saved) }
}
