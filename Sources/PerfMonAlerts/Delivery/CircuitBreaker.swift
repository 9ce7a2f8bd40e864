/// Leaves a notifier alone that has failed several times in a row, and then tries it with one notification.
package struct CircuitBreaker: Sendable {
    static let failuresToOpen = 5
    static let firstPause: Duration = .seconds(30)
    static let longestPause: Duration = .seconds(600)

    private var failures = 0
    private var pause = firstPause
    /// Until when nothing is tried; `nil` when all is well.
    package private(set) var openUntil: Duration?

    package init() {}

    /// Whether a notification may be tried.
    package func admits(at now: Duration) -> Bool { openUntil.map { now >= $0 } ?? true }

    package mutating func succeeded() {
        self = CircuitBreaker()
    }

    /// True when this failure opened it.
    package mutating func failed(at now: Duration) -> Bool {
        failures += 1
        guard failures >= Self.failuresToOpen else { return false }
        if openUntil != nil { pause = min(Self.longestPause, pause * 2) }
        openUntil = now + pause
        return true
    }
}
