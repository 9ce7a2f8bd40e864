internal import Synchronization

/// Something that comes to its end once, and what tasks and one thread can wait for.
package final class Completion: Sendable {
    private struct State {
        var isComplete = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let doorbell = Doorbell()

    package init() {}

    /// The end is there. Later calls change nothing.
    package func complete() {
        let waiters = state.withLock { state in
            defer { state.waiters = [] }
            state.isComplete = true
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
        doorbell.ring()
    }

    package func wait() async {
        await withCheckedContinuation { continuation in
            let isComplete = state.withLock { state in
                if !state.isComplete { state.waiters.append(continuation) }
                return state.isComplete
            }
            if isComplete { continuation.resume() }
        }
    }

    /// Blocks, for one thread at a time. False when the deadline came first.
    @available(*, noasync)
    package func wait(until deadline: ContinuousClock.Instant) -> Bool {
        while true {
            let rings = doorbell.count
            if state.withLock({ $0.isComplete }) { return true }
            let rest = ContinuousClock.now.duration(to: deadline).components
            guard rest.seconds >= 0, rest.seconds > 0 || rest.attoseconds > 0 else { return false }
            doorbell.wait(since: rings, atMost: UInt64(rest.seconds) * 1_000_000_000 + UInt64(rest.attoseconds) / 1_000_000_000 + 1)
        }
    }
}
