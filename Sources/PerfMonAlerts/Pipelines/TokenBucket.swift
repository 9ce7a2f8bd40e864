package import PerfMonConfiguration

/// Lets `max` pass in one period, and at most `burst` at once.
package struct TokenBucket: Sendable {
    private let limit: RateLimitStage
    private var tokens: Double
    private var refilled: Duration

    /// A full bucket; times are those of a clock that never goes back.
    package init(_ limit: RateLimitStage, at now: Duration) {
        self.limit = limit
        tokens = Double(limit.burst)
        refilled = now
    }

    /// Whether one more may pass.
    package mutating func take(at now: Duration) -> Bool {
        if now > refilled {
            // A period of no time limits nothing but the burst.
            let periods = limit.period > .zero ? (now - refilled) / limit.period : .infinity
            tokens = min(Double(limit.burst), tokens + periods * Double(limit.max))
            refilled = now
        }
        // Sums of fractions miss whole numbers by a hair.
        guard tokens > 1 - 1e-9 else { return false }
        tokens = max(0, tokens - 1)
        return true
    }
}
