package import CPerfMonSampler
internal import PerfMonThreads
internal import Synchronization

/// Tasks of perfmon's own that stand still in known places, so that what the readers find can be compared with what is true.
///
/// They wait for continuations and hold no thread meanwhile.
package final class ProbeTasks: Sendable {
    /// What a probe task does.
    package enum Role: Int, CaseIterable, Sendable {
        /// Waits for a continuation at the end of a recursion; has one `async let` child.
        case shallow
        /// The same, ``furtherCalls`` calls deeper.
        case deep
        case childOfShallow, childOfDeep
        /// Awaits the value of ``shallow``.
        case waiter
        /// Awaits its two children.
        case group
        case firstInGroup, secondInGroup
        /// Waits for an executor that is busy.
        case queued
        /// Has ended; its memory is kept.
        case finished
    }

    static let furtherCalls = 5
    @TaskLocal private static var markOfProbe = 0

    /// The task-local value that a chain and its child carry.
    static func mark(of role: Role) -> Int { 7171 + role.rawValue }

    /// How the runtime identifies that value.
    static var markKey: UInt64 { UInt64(UInt(bitPattern: Unmanaged.passUnretained($markOfProbe).toOpaque())) }

    private struct State {
        var observations: [Role: perfmon_observation] = [:]
        var waiting: [UnsafeContinuation<Void, Never>] = []
        var isReleased = false
        var finished: Task<Void, Never>?
    }

    private let state = Mutex(State())
    private let arrivals = Doorbell()
    private let executor = HeldExecutor()

    package init() {}

    /// Starts the tasks and waits until all of them have arrived. False when the executor had no thread for them in time.
    @available(*, noasync)
    package func start(patience: UInt64) -> Bool {
        let shallow = startChain(calls: 3, .shallow, child: .childOfShallow)
        _ = startChain(calls: 3 + Self.furtherCalls, .deep, child: .childOfDeep)
        Task.detached(priority: .high) {
            self.observe(as: .waiter)
            await shallow.value
        }
        Task.detached(priority: .high) { await self.runGroup() }
        Task.detached(priority: .high) {
            self.observe(as: .queued)
            await HeldActor(self.executor).takeTurn()
        }
        let finished = Task.detached(priority: .high) { self.observe(as: .finished) }
        state.withLock { $0.finished = finished }

        let deadline = perfmon_now() + patience
        while true {
            let rings = arrivals.count
            if state.withLock({ $0.observations.count == Role.allCases.count }) { return true }
            let now = perfmon_now()
            guard now < deadline else { return false }
            arrivals.wait(since: rings, atMost: deadline - now)
        }
    }

    /// Lets the tasks end, also those that have not arrived yet.
    package func release() {
        let waiting = state.withLock { state in
            state.isReleased = true
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
        executor.release()
    }

    /// What each task observed of itself, in the order of the roles.
    package var observations: [perfmon_observation] {
        state.withLock { state in Role.allCases.compactMap { state.observations[$0] } }
    }

    func address(of role: Role) -> UInt64 {
        state.withLock { $0.observations[role]?.task ?? 0 }
    }

    /// How the runtime identifies the executor that ``Role/queued`` waits for.
    var executorAddress: UInt64 { executor.address }

    private func observe(as role: Role) {
        var observation = perfmon_observation()
        perfmon_observe_task(&observation)
        state.withLock { $0.observations[role] = observation }
        arrivals.ring()
    }

    private func park() async {
        await withUnsafeContinuation { continuation in
            let isReleased = state.withLock { state in
                if !state.isReleased { state.waiting.append(continuation) }
                return state.isReleased
            }
            if isReleased { continuation.resume() }
        }
    }

    private func startChain(calls: Int, _ role: Role, child: Role) -> Task<Void, Never> {
        Task.detached(priority: .high) {
            await Self.$markOfProbe.withValue(Self.mark(of: role)) { await self.runChain(calls: calls, role, child: child) }
        }
    }

    private func runChain(calls: Int, _ role: Role, child: Role) async {
        observe(as: role)
        async let parked: Void = runChild(child)
        _ = await call(calls)
        await parked
    }

    private func runChild(_ role: Role) async {
        observe(as: role)
        await park()
    }

    private func runGroup() async {
        observe(as: .group)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.runChild(.firstInGroup) }
            group.addTask { await self.runChild(.secondInGroup) }
            await group.waitForAll()
        }
    }

    /// Not a tail call: each call has a context of its own.
    @inline(never)
    private func call(_ remaining: Int) async -> Int {
        if remaining == 0 {
            await park()
            return 1
        }
        let value = await call(remaining - 1)
        return value &+ remaining
    }
}
