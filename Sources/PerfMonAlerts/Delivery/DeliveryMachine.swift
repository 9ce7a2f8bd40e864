package import PerfMonConfiguration

/// Decides what is sent when, through which notifier, and what becomes of failures. Pure: it is told of time and results, and
/// answers with actions for somebody else to carry out.
package struct DeliveryMachine: Sendable {
    /// What is to be done.
    package enum Action: Sendable {
        case send(DeliveryAttempt, Delivery)
        case cancel(DeliveryAttempt)
        /// The first notifier has confirmed it.
        case confirm(Delivery)
        /// It was confirmed, and others have yet to send it: ``Delivery/remaining``.
        case remain(Delivery)
        /// It is over.
        case end(Delivery, DeliveryEnd)
        /// Nobody will call this notifier any more.
        case retire(NotifierKey)
        case tell(DeliveryEvent)
    }

    private struct Progress: Sendable {
        var delivery: Delivery
        /// The notifiers of the configuration that it came with.
        var notifiers: [String: NotifierKey]
        var route: DeliveryRoute
        var isConfirmed = false
        var inFlight = 0
        /// Those whose turn it is.
        var pending: [String] = []
        /// Those that there was no time for before the end.
        var cutShort: [String] = []
        /// Another try could have succeeded.
        var isRetryable = false

        /// With what there is left to do.
        var rest: Delivery {
            var delivery = delivery
            delivery.remaining = isConfirmed ? cutShort + pending : nil
            return delivery
        }
    }

    /// When all that a delivery may use now want to be left alone for longer, the next ones get their turn.
    package static let longestPause: Duration = .seconds(300)
    /// Receivers that ask for a pause get this share more at most, so that many senders do not come back at the same moment.
    private static let pauseJitter = 0.1

    private let settings: DeliverySettings
    private let random: @Sendable () -> Double
    /// The notifiers of the configuration in force, and those that earlier deliveries still need.
    private var lanes: [NotifierKey: NotifierLane]
    private var notifiers: [String: NotifierKey]
    /// In the order they came.
    private var order: [Delivery.ID] = []
    private var progress: [Delivery.ID: Progress] = [:]
    private var lastAttempt: UInt64 = 0
    /// Set when the process is about to end.
    private var drainedBy: Duration?
    private var actions: [Action] = []

    /// - Parameters:
    ///   - settings: The limits.
    ///   - timeouts: The names of the notifiers, with the time for one try.
    ///   - random: From -1 to 1, for jitter.
    package init(
        settings: DeliverySettings,
        timeouts: [String: Duration],
        random: @escaping @Sendable () -> Double = { .random(in: -1...1) }
    ) {
        self.settings = settings
        self.random = random
        notifiers = Dictionary(uniqueKeysWithValues: timeouts.keys.map { ($0, NotifierKey(name: $0)) })
        lanes = Dictionary(uniqueKeysWithValues: timeouts.map { (NotifierKey(name: $0), NotifierLane(timeout: $1)) })
    }

    /// Deliveries that have not ended, with what is left of them to do.
    package var unfinished: [Delivery] { order.compactMap { progress[$0]?.rest } }
    /// Whether all have ended.
    package var isIdle: Bool { progress.isEmpty }
    /// Whether another one fits without one giving way.
    package var hasRoom: Bool { progress.count < settings.queueSize }
    /// Whether there is room for one that can wait elsewhere, and as much again for those that cannot.
    package var hasAmpleRoom: Bool { progress.count < max(1, settings.queueSize / 2) }
    /// When to call ``advance(to:)`` again, at the latest; `nil` for when something happens.
    package func wakeUp(after now: Duration) -> Duration? { lanes.values.compactMap { $0.wakeUp(after: now) }.min() }

    // MARK: What happens

    /// A delivery comes. When there is no room, one gives way.
    package mutating func add(_ delivery: Delivery, at now: Duration) -> [Action] {
        if !hasRoom {
            let oldest = settings.whenFull == .dropOldest ? order.first { progress[$0]?.inFlight == 0 } : nil
            guard let oldest else {
                let end = delivery.isSpooled ? DeliveryEnd.kept : .dropped
                actions += [.tell(.ended(delivery.id, end)), .end(delivery, end)]
                return flush()
            }
            giveWay(oldest)
        }
        var stage = delivery.plan.stage
        if let remaining = delivery.remaining { (stage.to, stage.mode, stage.fallback) = (remaining, .all, []) }
        progress[delivery.id] = Progress(
            delivery: delivery, notifiers: notifiers, route: DeliveryRoute(stage), isConfirmed: delivery.remaining != nil)
        order.append(delivery.id)
        startNext(delivery.id, at: now)
        return advance(to: now)
    }

    /// Time passes.
    package mutating func advance(to now: Duration) -> [Action] {
        skipLongPauses(at: now)
        for key in lanes.keys.sorted(by: { ($0.name, $0.generation) < ($1.name, $1.generation) }) {
            while let move = lanes[key]?.nextMove(at: now) {
                switch move {
                case .start(let ticket): start(ticket, in: key, at: now)
                case .skip(let ticket, let reason): skip(ticket, in: key, reason: reason, at: now)
                case .timeOut(let current):
                    actions.append(.cancel(current.attempt))
                    failed(current, NotifierError(.timeout, "no answer within \(lanes[key]?.timeout ?? .zero)"), at: now)
                }
            }
        }
        retireUnused()
        return flush()
    }

    /// A try has ended. One whose time was over has failed already.
    package mutating func finished(_ attempt: DeliveryAttempt, _ error: NotifierError?, at now: Duration) -> [Action] {
        guard let current = lanes[attempt.key]?.current, current.attempt.id == attempt.id else { return [] }
        lanes[attempt.key]?.current = nil
        if !current.isAbandoned {
            if let error {
                failed(current, error, at: now)
            } else {
                succeeded(current, at: now)
            }
        }
        return advance(to: now)
    }

    /// A try was not made, because another alert has taken the delivery's place.
    package mutating func withdraw(_ attempt: DeliveryAttempt, at now: Duration) -> [Action] {
        guard lanes[attempt.key]?.current?.attempt.id == attempt.id else { return [] }
        lanes[attempt.key]?.current = nil
        end(attempt.delivery, .superseded)
        return advance(to: now)
    }

    /// Another alert has taken the place of a delivery. One that is being sent goes on.
    package mutating func supersede(_ id: Delivery.ID) -> [Action] {
        if let state = progress[id], state.inFlight == 0, !state.isConfirmed { end(id, .superseded) }
        return flush()
    }

    /// Another configuration comes into force. Deliveries that have come before keep the notifiers they came with.
    ///
    /// - Parameter timeouts: Its notifiers, with the time for one try. One that is known goes on as it is, with its failures.
    package mutating func replace(notifiers timeouts: [NotifierKey: Duration]) -> [Action] {
        for (key, timeout) in timeouts {
            lanes[key, default: NotifierLane(timeout: timeout)].timeout = timeout
            lanes[key]?.isDisabled = false
        }
        notifiers = Dictionary(timeouts.keys.map { ($0.name, $0) }) { first, _ in first }
        retireUnused()
        return flush()
    }

    /// The process will end: waits that are longer than that are not begun.
    package mutating func drain(by deadline: Duration) {
        drainedBy = deadline
    }

    /// The process ends: what has not ended is left to the next one.
    package mutating func stop() -> [Action] {
        for lane in lanes.values { if let current = lane.current { actions.append(.cancel(current.attempt)) } }
        for key in lanes.keys {
            lanes[key]?.current = nil
            lanes[key]?.waiting = []
        }
        let ids = order
        // There may be many, and each one that ends would be searched for.
        order = []
        for id in ids { end(id, .kept) }
        return flush()
    }

    // MARK: What follows from it

    private mutating func start(_ ticket: NotifierLane.Ticket, in key: NotifierKey, at now: Duration) {
        guard let delivery = progress[ticket.delivery]?.delivery, let timeout = lanes[key]?.timeout else { return }
        lastAttempt += 1
        let attempt = DeliveryAttempt(id: lastAttempt, key: key, delivery: ticket.delivery, number: ticket.tries + 1, timeout: timeout)
        lanes[key]?.current = NotifierLane.Current(ticket: ticket, attempt: attempt, deadline: now + timeout)
        progress[ticket.delivery]?.inFlight += 1
        actions.append(.send(attempt, delivery))
    }

    private mutating func succeeded(_ current: NotifierLane.Current, at now: Duration) {
        lanes[current.attempt.key]?.breaker.succeeded()
        actions.append(.tell(.sent(current.attempt)))
        let id = current.ticket.delivery
        progress[id]?.inFlight -= 1
        if let delivery = progress[id]?.delivery, progress[id]?.isConfirmed == false {
            progress[id]?.isConfirmed = true
            actions.append(.confirm(delivery))
        }
        settle(current.ticket, with: current.attempt.notifier, isSuccess: true, at: now)
    }

    private mutating func failed(_ current: NotifierLane.Current, _ error: NotifierError, at now: Duration) {
        let key = current.attempt.key
        var ticket = current.ticket
        ticket.tries += 1
        progress[ticket.delivery]?.inFlight -= 1
        if error.code.isRetryable { progress[ticket.delivery]?.isRetryable = true }
        note(error, of: key, at: now)
        guard let delivery = progress[ticket.delivery]?.delivery, let wait = wait(afterTries: ticket, of: delivery, in: key, error, at: now)
        else {
            actions.append(.tell(.failed(current.attempt, error, retryIn: nil)))
            return settle(ticket, with: key.name, isSuccess: false, at: now)
        }
        if let drainedBy, now + wait >= drainedBy {
            progress[ticket.delivery]?.cutShort.append(key.name)
            actions.append(.tell(.failed(current.attempt, error, retryIn: nil)))
            return settle(ticket, with: key.name, isSuccess: false, at: now)
        }
        ticket.readyAt = now + wait
        lanes[key]?.waiting.append(ticket)
        actions.append(.tell(.failed(current.attempt, error, retryIn: wait)))
    }

    /// What a failure says about the notifier.
    private mutating func note(_ error: NotifierError, of key: NotifierKey, at now: Duration) {
        if let asked = error.retryAfter {
            lanes[key]?.pause(until: now + min(asked, RetryAfter.limit) * (1 + Self.pauseJitter * abs(random())))
        }
        if error.code == .gone {
            if lanes[key]?.isDisabled == false { actions.append(.tell(.disabled(notifier: key.name, error))) }
            lanes[key]?.isDisabled = true
        } else if error.code.concernsNotifier, lanes[key]?.breaker.failed(at: now) == true, let end = lanes[key]?.breaker.openUntil {
            actions.append(.tell(.opened(notifier: key.name, for: end - now)))
        }
    }

    /// Hands deliveries on when everybody who could send them now wants to be left alone for long, and somebody else is left.
    private mutating func skipLongPauses(at now: Duration) {
        let paused = lanes.filter { $0.value.pausedUntil - now > Self.longestPause && !$0.value.waiting.isEmpty }
        for id in Set(paused.values.flatMap { $0.waiting.map(\.delivery) }) {
            guard let state = progress[id], state.inFlight == 0, state.route.next.contains(where: { isUsable(state.notifiers[$0]) }),
                !lanes.contains(where: { key, lane in paused[key] == nil && lane.waiting.contains { $0.delivery == id } })
            else { continue }
            for (key, lane) in paused {
                guard let ticket = lane.waiting.first(where: { $0.delivery == id }) else { continue }
                lanes[key]?.waiting.removeAll { $0.delivery == id }
                skip(ticket, in: key, reason: "it asked to be left alone for \(lane.pausedUntil - now)", at: now)
            }
        }
    }

    private func isUsable(_ key: NotifierKey?) -> Bool {
        key.flatMap { lanes[$0] }.map { !$0.isDisabled } ?? false
    }

    private mutating func skip(_ ticket: NotifierLane.Ticket, in key: NotifierKey, reason: String, at now: Duration) {
        actions.append(.tell(.skipped(notifier: key.name, delivery: ticket.delivery, reason: reason)))
        progress[ticket.delivery]?.isRetryable = true
        settle(ticket, with: key.name, isSuccess: false, at: now)
    }

    /// The wait before the next try; `nil` when there is none.
    private func wait(
        afterTries ticket: NotifierLane.Ticket, of delivery: Delivery, in key: NotifierKey, _ error: NotifierError, at now: Duration
    ) -> Duration? {
        let retry = delivery.plan.stage.retry
        guard error.code.isRetryable, ticket.tries < retry.attempts else { return nil }
        let pause = (lanes[key]?.pausedUntil ?? .zero) - now
        let wait = max(retry.delay(afterTries: ticket.tries, random: random()), pause)
        return delivery.notification.isTest && wait > Delivery.longestWaitOfTest ? nil : wait
    }

    /// The delivery is through with one notifier.
    private mutating func settle(_ ticket: NotifierLane.Ticket, with notifier: String, isSuccess: Bool, at now: Duration) {
        let id = ticket.delivery
        progress[id]?.pending.removeAll { $0 == notifier }
        progress[id]?.route.settle(isSuccess: isSuccess)
        startNext(id, at: now)
        if let state = progress[id], state.isConfirmed { actions.append(.remain(state.rest)) }
    }

    /// Hands a delivery to its next notifiers; ends it when there are none.
    private mutating func startNext(_ id: Delivery.ID, at now: Duration) {
        while let names = progress[id]?.route.takeNext() {
            // Those before have failed, and are not needed when these succeed.
            progress[id]?.cutShort = []
            for name in names {
                if let key = progress[id]?.notifiers[name], lanes[key] != nil {
                    lanes[key]?.waiting.append(NotifierLane.Ticket(delivery: id, readyAt: now))
                    progress[id]?.pending.append(name)
                } else {
                    actions.append(.tell(.skipped(notifier: name, delivery: id, reason: "it is switched off")))
                    progress[id]?.route.settle(isSuccess: false)
                }
            }
        }
        guard let state = progress[id], state.route.isDone else { return }
        if state.isConfirmed, !state.cutShort.isEmpty { actions.append(.remain(state.rest)) }
        end(id, drainedBy != nil && state.isRetryable ? .kept : .failed)
    }

    /// Lets a delivery make room. One that the spool has comes back later.
    private mutating func giveWay(_ id: Delivery.ID) {
        end(id, progress[id]?.delivery.isSpooled == true ? .kept : .dropped)
    }

    private mutating func end(_ id: Delivery.ID, _ end: DeliveryEnd) {
        guard let state = progress.removeValue(forKey: id) else { return }
        let rest = state.rest
        // Who failed has said so, and somebody has heard.
        let isDelivered = state.isConfirmed && (end == .failed || end == .kept && rest.remaining?.isEmpty != false)
        order.removeAll { $0 == id }
        for key in lanes.keys { lanes[key]?.waiting.removeAll { $0.delivery == id } }
        actions += [.tell(.ended(id, isDelivered ? .delivered : end)), .end(rest, isDelivered ? .delivered : end)]
    }

    /// Forgets notifiers of earlier configurations when the last delivery that came with them has ended.
    private mutating func retireUnused() {
        for (key, lane) in lanes where notifiers[key.name] != key && lane.current == nil {
            guard !progress.values.contains(where: { $0.notifiers[key.name] == key }) else { continue }
            lanes[key] = nil
            actions.append(.retire(key))
        }
    }

    private mutating func flush() -> [Action] {
        defer { actions = [] }
        return actions
    }
}
