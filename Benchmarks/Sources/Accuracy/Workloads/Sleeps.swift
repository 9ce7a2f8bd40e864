extension Workload {
    static let sleeps = [
        Workload("sleepFor", sleepForOuter),
        Workload("sleepUntil", sleepUntilOuter),
        Workload("sleepNanoseconds", sleepNanosecondsOuter),
    ]
}

@inline(never) func sleepForOuter(_ length: Duration) async -> Course { await sleepForMiddle(length) }
@inline(never) func sleepForMiddle(_ length: Duration) async -> Course {
    await sleepForInner(length * 0.7) + sleepForSecond(length * 0.3)
}
@inline(never) func sleepForInner(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    try? await Task.sleep(for: length)
    return [.sleep(since: start, for: length)]
}
@inline(never) func sleepForSecond(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    try? await Task.sleep(for: length)
    return [.sleep(since: start, for: length)]
}

@inline(never) func sleepUntilOuter(_ length: Duration) async -> Course { await sleepUntilInner(length) }
@inline(never) func sleepUntilInner(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    try? await Task.sleep(until: start + length, clock: .continuous)
    return [.sleep(since: start, for: length)]
}

@inline(never) func sleepNanosecondsOuter(_ length: Duration) async -> Course { await sleepNanosecondsInner(length) }
@inline(never) func sleepNanosecondsInner(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    try? await Task.sleep(nanoseconds: UInt64(length / .nanoseconds(1)))
    return [.sleep(since: start, for: length)]
}
