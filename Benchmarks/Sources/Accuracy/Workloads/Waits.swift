internal import Dispatch

extension Workload {
    static let waits = [
        Workload("continuation", continuationOuter),
        Workload("unsafeContinuation", unsafeContinuationOuter),
        Workload("cancelled", cancelledOuter),
        Workload("yieldLoop", yieldLoopOuter),
    ]
}

@inline(never) func continuationOuter(_ length: Duration) async -> Course { await continuationInner(length) }
@inline(never) func continuationInner(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    let resumed = await withCheckedContinuation { continuation in
        DispatchQueue.global().asyncAfter(deadline: .now() + length / .seconds(1)) { continuation.resume(returning: ContinuousClock.now) }
    }
    return [Stretch(.suspended, since: start, due: resumed)]
}

@inline(never) func unsafeContinuationOuter(_ length: Duration) async -> Course { await unsafeContinuationInner(length) }
@inline(never) func unsafeContinuationInner(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    let resumed = await withUnsafeContinuation { continuation in
        _ = Helper.after(length) { continuation.resume(returning: ContinuousClock.now) }
    }
    return [Stretch(.suspended, since: start, due: resumed)]
}

@inline(never) func cancelledOuter(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    let task = Task { await cancelledSleep() }
    let helper = Helper.after(length) { task.cancel() }
    var course = await task.value
    if let cancelled = helper.time, !course.isEmpty { course[0].due = min(cancelled, course[0].end) }
    return course.clipped(to: start..<ContinuousClock.now)
}
@inline(never) func cancelledSleep() async -> Course {
    let start = ContinuousClock.now
    try? await Task.sleep(for: .seconds(60))
    return [Stretch(.suspended, since: start)]
}

@inline(never) func yieldLoopOuter(_ length: Duration) async -> Course { await yieldLoopInner(length) }
@inline(never) func yieldLoopInner(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    while ContinuousClock.now < start + length { await Task.yield() }
    return [Stretch(.onCPU, since: start)]
}
