#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import PerfMonConfiguration
internal import PerfMonModel
internal import PerfMonStore
internal import PerfMonThreads
internal import Synchronization

/// Carries out what ``DeliveryMachine`` decides: calls notifiers, keeps time, and tells the store and the spool what came of it.
final class AlertDispatcher: Sendable {
    /// How often to look for what other processes have left, and to extend claims: several times in a lease.
    private static let lookInterval: Duration = .seconds(60)

    private struct State {
        var machine: DeliveryMachine
        var notifiers: [NotifierKey: any Notifier]
        /// Those that what other processes have left goes through.
        var pipelines: [Pipeline] = []
        /// Taken from the spool, and not yet handed to the machine: there is room first. The next one is the last.
        var backlog: [Delivery] = []
        var tasks: [UInt64: Task<Void, Never>] = [:]
        /// Results that are being written down.
        var unfinishedResults = 0
        /// Set when the process is about to end.
        var deadline: Duration?
        /// Whether nobody will add deliveries any more.
        var isClosed = false
        var isStopped = false
    }

    private let settings: DeliverySettings
    private let clock: any AlertClock
    private let store: SteadyAlertStore
    private let spool: DeliverySpool
    private let onEvent: @Sendable (DeliveryEvent) -> Void
    private let executor: NotifierExecutor
    private let state: Mutex<State>
    /// The end that ``drain(by:)`` begins.
    let end = Completion()
    private let doorbell = Doorbell()
    private let room = Doorbell()
    private let attachments = Mutex<(Delivery.ID, ReportAttachments)?>(nil)

    init(
        notifiers: [ConfiguredNotifier],
        pipelines: [Pipeline],
        settings: DeliverySettings,
        clock: any AlertClock,
        store: SteadyAlertStore,
        spool: DeliverySpool,
        onEvent: @escaping @Sendable (DeliveryEvent) -> Void
    ) {
        self.settings = settings
        self.clock = clock
        self.store = store
        self.spool = spool
        self.onEvent = onEvent
        executor = NotifierExecutor(limit: notifiers.count)
        state = Mutex(State(machine: DeliveryMachine(settings: settings, timeouts: [:]), notifiers: [:]))
        replace(notifiers: notifiers, pipelines: pipelines)
    }

    /// Later deliveries use these notifiers; those that have come before keep theirs.
    func replace(notifiers: [ConfiguredNotifier], pipelines: [Pipeline]) {
        let (actions, count) = state.withLock { state -> ([DeliveryMachine.Action], Int) in
            state.pipelines = pipelines
            for notifier in notifiers { state.notifiers[notifier.key] = notifier.notifier }
            let timeouts = notifiers.map { ($0.key, $0.timeout) }
            return (state.machine.replace(notifiers: Dictionary(timeouts) { first, _ in first }), state.notifiers.count)
        }
        executor.allow(count)
        perform(actions)
        doorbell.ring()
    }

    /// Starts the thread that keeps time. Returns 0, or the `errno` that says why there is none.
    func start() -> Int32 {
        clock.observe { [weak self] in self?.doorbell.ring() }
        return WorkerThread.start(name: "perfmon-alerts") { self.run() }
    }

    // MARK: From the report's thread

    /// Takes a delivery over. With `when_full: block`, waits for room; never called by a request.
    @available(*, noasync)
    func add(_ delivery: Delivery) {
        if settings.whenFull == .block { waitForRoom() }
        var delivery = delivery
        if delivery.isKept { delivery.content = spool.content(of: delivery) }
        let (actions, isStopped) = state.withLock { state -> ([DeliveryMachine.Action], Bool) in
            if state.isStopped { return ([], true) }
            if state.deadline != nil { delivery.isSpooled = true }
            return (state.machine.add(delivery, at: clock.uptime), false)
        }
        if isStopped || delivery.isSpooled { spool.put([delivery]) }
        if isStopped { spool.release() }
        perform(actions)
        doorbell.ring()
    }

    private func waitForRoom() {
        while true {
            let rings = room.count
            if state.withLock({ $0.machine.hasRoom || $0.isStopped || $0.deadline != nil }) { return }
            room.wait(since: rings)
        }
    }

    /// Nobody will add anything any more.
    func close() {
        state.withLock { $0.isClosed = true }
        doorbell.ring()
    }

    // MARK: The end

    /// Goes on until everything is sent or `deadline` is there, and leaves the rest to the next process.
    func drain(by deadline: Duration) {
        state.withLock { state in
            guard state.deadline == nil else { return }
            state.deadline = deadline
            state.machine.drain(by: deadline)
        }
        doorbell.ring()
        room.ring()
    }

    // MARK: The thread

    private func run() {
        var isSpooled = false
        var nextLook = Duration.zero
        while true {
            let rings = doorbell.count
            if isEnding, !isSpooled {
                // Before anything else, so that a process which is killed while it waits loses nothing.
                isSpooled = true
                spoolUnfinished()
            }
            if !isEnding, clock.uptime >= nextLook {
                nextLook = clock.uptime + Self.lookInterval
                store.catchUp(at: clock.now, isLast: false)
                extendClaims()
                takeSpooled()
            }
            resumeSpooled()
            let (actions, wakeUp, isStopped) = state.withLock { state -> ([DeliveryMachine.Action], Duration?, Bool) in
                let now = clock.uptime
                var actions = state.machine.advance(to: now)
                let isDrained = state.isClosed && state.machine.isIdle && state.unfinishedResults == 0
                if let deadline = state.deadline, isDrained || now >= deadline {
                    actions += state.machine.stop()
                    state.isStopped = true
                }
                let wakeUp = [state.machine.wakeUp(after: now), state.deadline ?? nextLook].compactMap { $0 }.min()
                return (actions, wakeUp, state.isStopped)
            }
            if isStopped {
                spool.release()
                store.catchUp(at: clock.now, isLast: true)
                end.complete()
                room.ring()
            }
            perform(actions)
            if isStopped { return }
            doorbell.wait(since: rings, atMost: wakeUp.flatMap(clock.sleep(until:)).map { UInt64(max(0, $0.nanoseconds)) })
        }
    }

    private func spoolUnfinished() {
        let deliveries = state.withLock { $0.machine.unfinished }.filter { !$0.isSpooled }
        spool.put(deliveries)
        // What has changed while it was written.
        let unfinished = state.withLock { $0.machine.unfinished }
        let rest = Dictionary(unfinished.map { ($0.id, $0) }) { first, _ in first }
        spool.put(deliveries.compactMap { delivery in rest[delivery.id].flatMap { $0.remaining != delivery.remaining ? $0 : nil } })
        for delivery in deliveries where rest[delivery.id] == nil { spool.remove(delivery) }
    }

    // MARK: Claims

    /// Keeps the claims of what waits from expiring.
    private func extendClaims() {
        let (waiting, backlog) = state.withLock { ($0.machine.unfinished.filter { $0.remaining == nil }, $0.backlog) }
        for (delivery, standings) in zip(waiting, extendClaims(of: waiting)) where standings.contains(.lost) {
            perform(state.withLock { $0.machine.supersede(delivery.id) })
        }
        for (delivery, standings) in zip(backlog, extendClaims(of: backlog)) where standings.contains(.lost) {
            state.withLock { $0.backlog.removeAll { $0.id == delivery.id } }
            supersede(delivery)
        }
    }

    /// Returns of each delivery how its claims stand.
    private func extendClaims(of deliveries: [Delivery]) -> [[ClaimStanding]] {
        let now = clock.now
        let end = now.addingTimeInterval(AlertService.lease.inSeconds)
        var standings = store.apply(deliveries.flatMap { $0.claims.map { ClaimChange($0, .extend(until: end)) } }, at: now)[...]
        return deliveries.map { delivery in
            defer { standings = standings.dropFirst(delivery.claims.count) }
            return Array(standings.prefix(delivery.claims.count))
        }
    }

    private func supersede(_ delivery: Delivery) {
        onEvent(.ended(delivery.id, .superseded))
        ended(delivery, .superseded)
    }

    // MARK: The spool

    /// What other processes could not send that are gone. Some of it may have been alerted since, or been confirmed right before the end.
    private func takeSpooled() {
        let (isWaiting, pipelines) = state.withLock { (!$0.backlog.isEmpty, $0.pipelines) }
        // What nobody takes over yet stays where it is.
        if isWaiting { return }
        let taken = spool.take(pipelines)
        store.release(taken.abandoned, cause: .notSent, at: clock.now)
        var wanted: [Delivery] = []
        for (delivery, standings) in zip(taken.deliveries, extendClaims(of: taken.deliveries)) {
            if standings.contains(.lost) || (delivery.remaining == nil && standings.contains(.confirmed)) {
                supersede(delivery)
            } else {
                wanted.append(delivery)
            }
        }
        if !wanted.isEmpty { onEvent(.resumed(count: wanted.count)) }
        state.withLock { $0.backlog = wanted.reversed() }
    }

    /// Hands over what was taken while there is room.
    private func resumeSpooled() {
        while true {
            let actions = state.withLock { state -> [DeliveryMachine.Action]? in
                guard state.deadline == nil, state.machine.hasAmpleRoom, let next = state.backlog.popLast() else { return nil }
                return state.machine.add(next, at: clock.uptime)
            }
            guard let actions else { return }
            perform(actions)
        }
    }

    // MARK: Actions

    private func perform(_ actions: [DeliveryMachine.Action]) {
        for action in actions {
            switch action {
            case .send(let attempt, let delivery): send(attempt, delivery)
            case .cancel(let attempt): state.withLock { $0.tasks.removeValue(forKey: attempt.id) }?.cancel()
            case .confirm(let delivery): store.confirm(delivery.claims, at: clock.now)
            case .remain(let delivery): if delivery.isSpooled || isEnding { spool.put([delivery]) }
            case .end(let delivery, let end): ended(delivery, end)
            case .retire(let key): state.withLock { $0.notifiers[key] = nil }
            case .tell(let event): onEvent(event)
            }
        }
    }

    private var isEnding: Bool { state.withLock { $0.deadline != nil } }

    private func ended(_ delivery: Delivery, _ end: DeliveryEnd) {
        room.ring()
        attachments.withLock { if $0?.0 == delivery.id { $0 = nil } }
        switch end {
        case .delivered: break
        case .failed: store.release(delivery.claims, cause: .failed, at: clock.now)
        case .dropped, .superseded: store.release(delivery.claims, cause: .notSent, at: clock.now)
        case .kept:
            let isWaiting = state.withLock { state in
                if state.deadline == nil, delivery.isSpooled { state.backlog.append(delivery) }
                return !state.backlog.isEmpty
            }
            if isWaiting { doorbell.ring() }
            return
        }
        if delivery.isSpooled || isEnding { spool.remove(delivery) }
        if state.withLock({ !$0.backlog.isEmpty }) { doorbell.ring() }
    }

    private func send(_ attempt: DeliveryAttempt, _ delivery: Delivery) {
        state.withLock { state in
            guard let notifier = state.notifiers[attempt.key] else { return }
            // Under the lock, so that it is there before the task can remove it.
            state.tasks[attempt.id] = Task(executorPreference: executor) {
                if self.extendClaims(of: [delivery]).joined().contains(.lost) {
                    return self.conclude(attempt) { $0.withdraw(attempt, at: $1) }
                }
                var error: NotifierError?
                let notification = self.complete(delivery)
                let result = await AttemptTime.$allowed.withValue(attempt.timeout) { await Self.send(notification, through: notifier) }
                switch result {
                case .success(let receipt): for text in receipt.reservations { self.onEvent(.reservation(attempt, text)) }
                case .failure(let failure): error = failure
                }
                self.conclude(attempt) { [error] in $0.finished(attempt, error, at: $1) }
            }
        }
    }

    private func conclude(_ attempt: DeliveryAttempt, _ body: (inout DeliveryMachine, Duration) -> [DeliveryMachine.Action]) {
        let actions = state.withLock { state in
            state.tasks[attempt.id] = nil
            state.unfinishedResults += 1
            return body(&state.machine, clock.uptime)
        }
        perform(actions)
        state.withLock { $0.unfinishedResults -= 1 }
        doorbell.ring()
    }

    private static func send(
        _ notification: AlertNotification, through notifier: any Notifier
    ) async -> Result<DeliveryReceipt, NotifierError> {
        do {
            return .success(try await notifier.deliver(notification))
        } catch let error as NotifierError {
            return .failure(error)
        } catch {
            // The text of an unknown error may hold anything, secrets too.
            return .failure(NotifierError(.temporary, "it failed with an error of type \(type(of: error))"))
        }
    }

    /// The notification with its attachments. Those made last are kept, because several notifiers send the same at the same time.
    private func complete(_ delivery: Delivery) -> AlertNotification {
        let format = delivery.plan.format
        let made = attachments.withLock { last in
            if let last, last.0 == delivery.id { return last.1 }
            let made = ReportAttachments(format, of: delivery.reports, on: delivery.notification.request)
            last = (delivery.id, made)
            return made
        }
        var notification = delivery.notification
        notification.attachments = made.attachments
        notification.attachmentProblem = made.problem
        return notification
    }
}
