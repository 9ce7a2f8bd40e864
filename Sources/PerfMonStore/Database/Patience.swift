#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif
internal import Synchronization

/// How long to wait for other processes that use the alert store; ends early when this process ends.
final class Patience: Sendable {
    private static let start = ContinuousClock.now

    private let limit: Duration
    /// Nanoseconds since ``start``.
    private let end = Atomic<Int64>(.max)

    init(_ limit: Duration) {
        self.limit = limit
    }

    /// No wait goes on for longer than this from now, those under way among them.
    func end(within time: Duration) {
        let moment = Self.elapsed + time
        let nanoseconds = Int64(min(moment / .nanoseconds(1), 9e18))
        end.min(nanoseconds, ordering: .relaxed)
    }

    /// Begins to wait.
    func wait() -> Wait { Wait(patience: self, since: Self.elapsed) }

    private static var elapsed: Duration { start.duration(to: .now) }

    /// One wait, in short steps: others hold the database for some microseconds.
    struct Wait {
        fileprivate let patience: Patience
        fileprivate let since: Duration
        private var steps: UInt32 = 0

        fileprivate init(patience: Patience, since: Duration) {
            self.patience = patience
            self.since = since
        }

        /// Sleeps for the next step; false when it is time to give up.
        mutating func next() -> Bool {
            let now = Patience.elapsed
            guard now - since < patience.limit, now < .nanoseconds(patience.end.load(ordering: .relaxed)) else { return false }
            steps += 1
            usleep(min(steps * steps, 10) * 1000)
            return true
        }
    }
}
