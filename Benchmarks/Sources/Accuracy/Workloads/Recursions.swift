extension Workload {
    static let recursions = [
        Workload("recursionSync", recursionSyncOuter),
        Workload("recursionAsync", recursionAsyncOuter),
    ]
}

@inline(never) func recursionSyncOuter(_ length: Duration) async -> Course { recursionSyncDown(length, depth: 60) }
@inline(never) func recursionSyncDown(_ length: Duration, depth: Int) -> Course {
    guard depth == 0 else { return recursionSyncDown(length, depth: depth - 1) + [] }
    let start = ContinuousClock.now
    keep(spin(length))
    return [Stretch(.onCPU, since: start)]
}

@inline(never) func recursionAsyncOuter(_ length: Duration) async -> Course { await recursionAsyncDown(length, depth: 40) }
@inline(never) func recursionAsyncDown(_ length: Duration, depth: Int) async -> Course {
    guard depth == 0 else { return await recursionAsyncDown(length, depth: depth - 1) + [] }
    let start = ContinuousClock.now
    try? await Task.sleep(for: length * 0.5)
    let slept = Stretch.sleep(since: start, for: length * 0.5)
    let computing = ContinuousClock.now
    keep(spin(length * 0.5))
    return [slept, Stretch(.onCPU, since: computing)]
}
