internal import PerfMonConfiguration

/// The deliveries that wait for one notifier. It is called for one at a time.
struct NotifierLane: Sendable {
    /// A delivery in the lane.
    struct Ticket: Sendable, Hashable {
        var delivery: Delivery.ID
        /// Tries so far.
        var tries = 0
        var readyAt: Duration
    }

    /// The try that is under way.
    struct Current: Sendable {
        var ticket: Ticket
        var attempt: DeliveryAttempt
        var deadline: Duration
        /// Its time is over, and it was told to stop, but has not returned.
        var isAbandoned = false
    }

    /// For one try.
    var timeout: Duration
    var waiting: [Ticket] = []
    var current: Current?
    var breaker = CircuitBreaker()
    /// The receiver asked to be left alone until then.
    private(set) var pausedUntil = Duration.zero
    /// The receiver is gone: nothing is sent any more.
    var isDisabled = false

    init(timeout: Duration) {
        self.timeout = timeout
    }

    /// Never sooner than what was asked for before.
    mutating func pause(until moment: Duration) {
        pausedUntil = max(pausedUntil, moment)
    }

    /// What the lane wants to do.
    enum Move {
        case timeOut(Current)
        case skip(Ticket, reason: String)
        case start(Ticket)
    }

    /// The next thing to do at a time; `nil` when there is nothing before ``wakeUp(after:)``.
    mutating func nextMove(at now: Duration) -> Move? {
        if let current {
            guard now >= current.deadline else { return nil }
            if !current.isAbandoned {
                self.current?.isAbandoned = true
                self.current?.deadline = now + timeout
                return .timeOut(current)
            }
            return takeReady(at: now).map { .skip($0, reason: "its last call has still not returned") }
        }
        if isDisabled {
            return waiting.isEmpty ? nil : .skip(waiting.removeFirst(), reason: "its receiver is gone")
        }
        if !breaker.admits(at: now) {
            return takeReady(at: now).map { .skip($0, reason: "it failed \(CircuitBreaker.failuresToOpen) times in a row") }
        }
        guard now >= pausedUntil else { return nil }
        return takeReady(at: now).map { .start($0) }
    }

    /// When ``nextMove(at:)``, which has no answer now, may have one, unless something happens before; `nil` for never.
    func wakeUp(after now: Duration) -> Duration? {
        let ready = waiting.lazy.map(\.readyAt).min()
        if let current {
            guard current.isAbandoned else { return current.deadline }
            return ready.map { max($0, current.deadline) }
        }
        // An open breaker fails what is ready at once, so that a fallback gets its turn.
        return ready.map { breaker.admits(at: now) ? max($0, pausedUntil) : $0 }
    }

    /// The one that has been ready for longest.
    private mutating func takeReady(at now: Duration) -> Ticket? {
        guard let index = waiting.indices.min(by: { waiting[$0].readyAt < waiting[$1].readyAt }), waiting[index].readyAt <= now
        else { return nil }
        return waiting.remove(at: index)
    }
}
