internal import Synchronization

/// A request's claim on a slot. Values of ended requests are harmless: the slot's state no longer matches.
package struct ActiveRequest: Sendable, Hashable {
    let slot: Int
    let state: UInt64
    /// Monotonic nanoseconds.
    package let start: UInt64
}

/// The requests in flight: a fixed table that requests write and the sampler reads, without locks.
///
/// A slot's state is a life number and a phase in one word. Every change of phase is one atomic exchange, so a request that is
/// ended twice, or late, changes nothing, and the sampler can tell whether what it read belongs to one life.
final class ActiveRequests: Sendable {
    enum Phase: UInt64 {
        case free, active
        /// The request ended and was slow: its trace is wanted.
        case ended
        /// The sampler gave the trace away and will not touch the slot again.
        case collected
    }

    struct Slot: ~Copyable {
        let state = Atomic<UInt64>(0)
        let task = Atomic<UInt64>(0)
        let start = Atomic<UInt64>(0)
        let end = Atomic<UInt64>(0)
        /// The age from which the request is slow.
        let threshold = Atomic<UInt64>(0)
        /// The age from which the request is sampled.
        let armingAge = Atomic<UInt64>(0)
        /// The age from which it counts as stuck; 0 for never.
        let stuckAge = Atomic<UInt64>(0)
        /// Whether the sampler has looked at the request.
        let isSampled = Atomic<Bool>(false)
        /// Locked for the moment of an assignment, and never by two at a time unless somebody looks at this very request.
        let subject = Mutex<(any RequestSubject)?>(nil)
        /// Index + 1 of the next free slot.
        let next = Atomic<UInt32>(0)
    }

    let capacity: Int
    // Allocated once and never freed or moved while `self` lives; every field is atomic.
    private nonisolated(unsafe) let slots: UnsafeMutablePointer<Slot>
    /// Index + 1 of the first free slot, and a count that changes with every exchange.
    private let firstFree = Atomic<UInt64>(1)
    private let count = Atomic<Int>(0)
    private let ended = Atomic<Int>(0)
    private let highWater = Atomic<Int>(0)

    init(capacity: Int) {
        self.capacity = capacity
        slots = .allocate(capacity: capacity)
        for index in 0..<capacity {
            (slots + index).initialize(to: Slot())
            slots[index].next.store(index + 1 < capacity ? UInt32(index + 2) : 0, ordering: .relaxed)
        }
    }

    deinit {
        slots.deinitialize(count: capacity)
        slots.deallocate()
    }

    /// Requests that hold a slot.
    var inFlight: Int { count.load(ordering: .relaxed) }

    /// Whether the trace of a request is wanted that the sampler has not given away.
    var hasEnded: Bool { ended.load(ordering: .relaxed) > 0 }

    /// Slots that were ever used.
    var usedSlots: Int { highWater.load(ordering: .acquiring) }

    /// Claims a slot, or returns `nil` when all are taken: the request is then timed, not profiled.
    func begin(
        task: UInt64,
        at now: UInt64,
        armingAge: UInt64,
        threshold: UInt64 = 0,
        stuckAge: UInt64 = 0,
        subject: (any RequestSubject)? = nil
    ) -> ActiveRequest? {
        guard let index = takeFree() else { return nil }
        let slot = slots + index
        slot.pointee.start.store(now, ordering: .relaxed)
        slot.pointee.armingAge.store(armingAge, ordering: .relaxed)
        slot.pointee.threshold.store(threshold, ordering: .relaxed)
        slot.pointee.stuckAge.store(stuckAge, ordering: .relaxed)
        slot.pointee.task.store(task, ordering: .relaxed)
        slot.pointee.isSampled.store(false, ordering: .relaxed)
        if let subject { slot.pointee.subject.withLock { $0 = subject } }
        let life = (slot.pointee.state.load(ordering: .relaxed) >> 2) &+ 1
        let state = life << 2 | Phase.active.rawValue
        slot.pointee.state.store(state, ordering: .releasing)
        count.add(1, ordering: .relaxed)
        highWater.max(index + 1, ordering: .releasing)
        return ActiveRequest(slot: index, state: state, start: now)
    }

    /// Ends a request whose samples nobody wants.
    func end(_ request: ActiveRequest) {
        if advance(request, from: .active, to: .free) { putFree(request.slot) }
    }

    /// Ends a request whose trace is wanted. The slot stays taken until ``release(_:)``.
    func endWanted(_ request: ActiveRequest, at now: UInt64) -> Bool {
        guard isActive(request) else { return false }
        slots[request.slot].end.store(now, ordering: .relaxed)
        guard advance(request, from: .active, to: .ended) else { return false }
        ended.add(1, ordering: .relaxed)
        return true
    }

    /// Frees the slot of a request that was ended with ``endWanted(_:at:)``.
    func release(_ request: ActiveRequest) {
        if advance(request, from: .collected, to: .free) || leaveEnded(request, to: .free) { putFree(request.slot) }
    }

    /// For the sampler: what a slot holds; `nil` when it is free.
    func read(_ index: Int) -> (request: ActiveRequest, phase: Phase, task: UInt64, armingAge: UInt64)? {
        let slot = slots + index
        // A life has three changes, the last of which frees the slot: who sees four of them has seen it free.
        for _ in 0..<4 {
            let state = slot.pointee.state.load(ordering: .acquiring)
            guard let phase = Phase(rawValue: state & 3), phase != .free else { return nil }
            let task = slot.pointee.task.load(ordering: .relaxed)
            let start = slot.pointee.start.load(ordering: .relaxed)
            let armingAge = slot.pointee.armingAge.load(ordering: .relaxed)
            atomicMemoryFence(ordering: .acquiring)
            guard slot.pointee.state.load(ordering: .relaxed) == state else { continue }
            let request = ActiveRequest(slot: index, state: state & ~3 | Phase.active.rawValue, start: start)
            return (request, phase, task, armingAge)
        }
        return nil
    }

    /// For the sampler: from which age a request is slow.
    func threshold(of request: ActiveRequest) -> UInt64 {
        slots[request.slot].threshold.load(ordering: .relaxed)
    }

    /// For the sampler: from which age a request is stuck; 0 for never.
    func stuckAge(of request: ActiveRequest) -> UInt64 {
        slots[request.slot].stuckAge.load(ordering: .relaxed)
    }

    /// For the sampler: notes that it has looked at a request.
    func markSampled(_ request: ActiveRequest) {
        slots[request.slot].isSampled.store(true, ordering: .relaxed)
    }

    /// Whether the sampler has looked at a request that still holds its slot.
    func isSampled(_ request: ActiveRequest) -> Bool {
        slots[request.slot].isSampled.load(ordering: .relaxed)
    }

    /// For the sampler: what is known of a request, while it runs.
    func subject(of request: ActiveRequest) -> (any RequestSubject)? {
        let subject = slots[request.slot].subject.withLock { $0 }
        return isActive(request) ? subject : nil
    }

    /// For the sampler: whether a request is still running. To be asked after its task was looked at.
    func isActive(_ request: ActiveRequest) -> Bool {
        slots[request.slot].state.load(ordering: .acquiring) == request.state
    }

    /// For the sampler: whether something that was observed at `time` was observed while the request ran.
    func covers(_ request: ActiveRequest, time: UInt64) -> Bool {
        if isActive(request) { return true }
        let isEnded = slots[request.slot].state.load(ordering: .acquiring) == request.state & ~3 | Phase.ended.rawValue
        return isEnded && time <= slots[request.slot].end.load(ordering: .relaxed)
    }

    /// For the sampler: notes that the trace of an ended request was given away.
    func markCollected(_ request: ActiveRequest) -> Bool {
        leaveEnded(request, to: .collected)
    }

    private func leaveEnded(_ request: ActiveRequest, to phase: Phase) -> Bool {
        guard advance(request, from: .ended, to: phase) else { return false }
        ended.subtract(1, ordering: .relaxed)
        return true
    }

    private func advance(_ request: ActiveRequest, from old: Phase, to new: Phase) -> Bool {
        let life = request.state & ~3
        return slots[request.slot].state.compareExchange(
            expected: life | old.rawValue,
            desired: life | new.rawValue,
            ordering: .acquiringAndReleasing
        ).exchanged
    }

    private func takeFree() -> Int? {
        var head = firstFree.load(ordering: .acquiring)
        while true {
            let index = Int(head & 0xffff_ffff) - 1
            guard index >= 0 else { return nil }
            let next = UInt64(slots[index].next.load(ordering: .relaxed))
            let desired = ((head >> 32) &+ 1) << 32 | next
            let result = firstFree.compareExchange(expected: head, desired: desired, ordering: .acquiringAndReleasing)
            if result.exchanged { return index }
            head = result.original
        }
    }

    private func putFree(_ index: Int) {
        // Handed out of the lock, so that what its end sets off does not run under it.
        _ = slots[index].subject.withLock { subject in
            defer { subject = nil }
            return subject
        }
        count.subtract(1, ordering: .relaxed)
        var head = firstFree.load(ordering: .relaxed)
        while true {
            slots[index].next.store(UInt32(truncatingIfNeeded: head), ordering: .relaxed)
            let desired = ((head >> 32) &+ 1) << 32 | UInt64(index + 1)
            let result = firstFree.compareExchange(expected: head, desired: desired, ordering: .acquiringAndReleasing)
            if result.exchanged { return }
            head = result.original
        }
    }
}
