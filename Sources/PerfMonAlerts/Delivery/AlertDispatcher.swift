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
    /// How often to look for what other processes have left.
    private static let spoolInterval: Duration = .seconds(60)

    private struct State {
        var machine: DeliveryMachine
        var notifiers: [NotifierKey: any Notifier]
        /// Those that what other processes have left goes through.
        var pipelines: [Pipeline] = []
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
                spoolUnconfirmed()
            }
            if !isEnding, clock.uptime >= nextLook {
                nextLook = clock.uptime + Self.spoolInterval
                resumeSpooled()
            }
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
                end.complete()
                room.ring()
            }
            perform(actions)
            if isStopped { return }
            doorbell.wait(since: rings, atMost: wakeUp.flatMap(clock.sleep(until:)).map { UInt64(max(0, $0.nanoseconds)) })
        }
    }

    private func spoolUnconfirmed() {
        let deliveries = state.withLock { $0.machine.unconfirmed }.filter { !$0.isSpooled }
        spool.put(deliveries)
        // What was confirmed, or given up, while it was written.
        let rest = Set(state.withLock { $0.machine.unconfirmed.map(\.id) })
        for delivery in deliveries where !rest.contains(delivery.id) { spool.remove(delivery) }
    }

    /// What other processes could not send that are gone.
    private func resumeSpooled() {
        let deliveries = spool.take(state.withLock { $0.pipelines })
        if !deliveries.isEmpty { onEvent(.resumed(count: deliveries.count)) }
        for delivery in deliveries { perform(state.withLock { $0.machine.add(delivery, at: clock.uptime) }) }
    }

    // MARK: Actions

    private func perform(_ actions: [DeliveryMachine.Action]) {
        for action in actions {
            switch action {
            case .send(let attempt, let delivery): send(attempt, delivery)
            case .cancel(let attempt): state.withLock { $0.tasks.removeValue(forKey: attempt.id) }?.cancel()
            case .extend(let delivery, let wait):
                let now = clock.now
                let end = now.addingTimeInterval(wait.inSeconds + AlertService.lease.inSeconds)
                store.apply(delivery.claims.map { ClaimChange($0, .extend(until: end)) }, at: now)
            case .confirm(let delivery):
                store.confirm(delivery.claims, at: clock.now)
                if delivery.isSpooled || isEnding { spool.remove(delivery) }
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
        case .failed:
            store.release(delivery.claims, cause: .failed, at: clock.now)
            if delivery.isSpooled || isEnding { spool.remove(delivery) }
        case .dropped:
            store.release(delivery.claims, cause: .notSent, at: clock.now)
            if delivery.isSpooled || isEnding { spool.remove(delivery) }
        case .kept: break
        }
    }

    private func send(_ attempt: DeliveryAttempt, _ delivery: Delivery) {
        state.withLock { state in
            guard let notifier = state.notifiers[attempt.key] else { return }
            // Under the lock, so that it is there before the task can remove it.
            state.tasks[attempt.id] = Task(executorPreference: executor) {
                let error = await Self.send(self.complete(delivery), through: notifier)
                let actions = self.state.withLock { state in
                    state.tasks[attempt.id] = nil
                    state.unfinishedResults += 1
                    return state.machine.finished(attempt, error, at: self.clock.uptime)
                }
                self.perform(actions)
                self.state.withLock { $0.unfinishedResults -= 1 }
                self.doorbell.ring()
            }
        }
    }

    private static func send(_ notification: AlertNotification, through notifier: any Notifier) async -> NotifierError? {
        do {
            try await notifier.send(notification)
            return nil
        } catch let error as NotifierError {
            return error
        } catch {
            // The text of an unknown error may hold anything, secrets too.
            return NotifierError(.temporary, "it failed with an error of type \(type(of: error))")
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
