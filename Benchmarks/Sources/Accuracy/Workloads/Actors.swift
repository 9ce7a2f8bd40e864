internal import Synchronization

extension Workload {
    static let actors = [
        Workload("actorBusy", actorBusyOuter),
        Workload("actorHop", actorHopOuter),
        Workload("mainActor", mainActorOuter),
    ]
}

actor Ledger {
    /// Holds the actor; says when it began and ended.
    @inline(never) func actorBusyHold(_ length: Duration, _ began: Atomic<Bool>.Shared) -> ContinuousClock.Instant {
        began.set()
        keep(spin(length))
        return .now
    }
    @inline(never) func actorBusyRead() -> Course {
        let start = ContinuousClock.now
        keep(spin(.microseconds(100)))
        return [Stretch(.onCPU, since: start)]
    }
    @inline(never) func actorHopFirst(_ length: Duration) -> Course {
        let start = ContinuousClock.now
        keep(spin(length))
        return [Stretch(.onCPU, since: start)]
    }
    @inline(never) func actorHopSecond(_ length: Duration) -> Course {
        let start = ContinuousClock.now
        keep(spin(length))
        return [Stretch(.onCPU, since: start)]
    }
}

extension Atomic where Value == Bool {
    /// A flag that tasks share.
    final class Shared: Sendable {
        private let value = Atomic<Bool>(false)
        var isSet: Bool { value.load(ordering: .acquiring) }
        func set() { value.store(true, ordering: .releasing) }
    }
}

@inline(never) func actorBusyOuter(_ length: Duration) async -> Course {
    let ledger = Ledger()
    let began = Atomic<Bool>.Shared()
    let holder = Task.detached { await ledger.actorBusyHold(length, began) }
    let setUp = ContinuousClock.now
    while !began.isSet { await Task.yield() }
    var course = [Stretch(.onCPU, since: setUp)]
    let start = ContinuousClock.now
    let read = await actorBusyWait(ledger)
    var wait = Stretch(.suspended, since: start, function: "actorBusyWait")
    wait.end = read.first?.start ?? wait.end
    wait.due = min(await holder.value, wait.end)
    course.append(wait)
    return course + read
}
@inline(never) func actorBusyWait(_ ledger: Ledger) async -> Course { await ledger.actorBusyRead() }

@inline(never) func actorHopOuter(_ length: Duration) async -> Course {
    let (first, second) = (Ledger(), Ledger())
    return await first.actorHopFirst(length * 0.4) + second.actorHopSecond(length * 0.6)
}

@inline(never) func mainActorOuter(_ length: Duration) async -> Course { await mainActorWork(length) }
@MainActor @inline(never) func mainActorWork(_ length: Duration) -> Course {
    let start = ContinuousClock.now
    keep(spin(length))
    return [Stretch(.onCPU, since: start)]
}
