extension Workload {
    static let asyncLets = [
        Workload("asyncLetOne", asyncLetOneOuter),
        Workload("asyncLetTwo", asyncLetTwoOuter),
        Workload("asyncLetNested", asyncLetNestedOuter),
    ]
}

@inline(never) func asyncLetOneOuter(_ length: Duration) async -> Course {
    async let child = asyncLetOneChild(length)
    let start = ContinuousClock.now
    let course = await child
    return course.clipped(to: start..<ContinuousClock.now)
}
@inline(never) func asyncLetOneChild(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    keep(spin(length))
    return [Stretch(.onCPU, since: start)]
}

/// Waits for the first, then for what is left of the second.
@inline(never) func asyncLetTwoOuter(_ length: Duration) async -> Course {
    async let first = asyncLetTwoFirst(length * 0.4)
    async let second = asyncLetTwoSecond(length)
    let start = ContinuousClock.now
    let before = await first
    let middle = ContinuousClock.now
    let after = await second
    return before.clipped(to: start..<middle) + after.clipped(to: middle..<ContinuousClock.now)
}
@inline(never) func asyncLetTwoFirst(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    try? await Task.sleep(for: length)
    return [.sleep(since: start, for: length)]
}
@inline(never) func asyncLetTwoSecond(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    try? await Task.sleep(for: length)
    return [.sleep(since: start, for: length)]
}

@inline(never) func asyncLetNestedOuter(_ length: Duration) async -> Course {
    async let child = asyncLetNestedChild(length)
    let start = ContinuousClock.now
    let course = await child
    return course.clipped(to: start..<ContinuousClock.now)
}
@inline(never) func asyncLetNestedChild(_ length: Duration) async -> Course {
    async let grandchild = asyncLetNestedLeaf(length)
    let start = ContinuousClock.now
    let course = await grandchild
    return course.clipped(to: start..<ContinuousClock.now)
}
@inline(never) func asyncLetNestedLeaf(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    try? await Task.sleep(for: length)
    return [.sleep(since: start, for: length)]
}
