extension Workload {
    static let tasks = [
        Workload("detachedAwait", detachedAwaitOuter),
        Workload("taskAwait", taskAwaitOuter),
        Workload("taskBeside", taskBesideOuter),
        Workload("localValue", localValueOuter),
    ]
}

@inline(never) func detachedAwaitOuter(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    let course = await Task.detached { await detachedAwaitWork(length) }.value
    return course.clipped(to: start..<ContinuousClock.now)
}
@inline(never) func detachedAwaitWork(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    try? await Task.sleep(for: length)
    return [.sleep(since: start, for: length)]
}

@inline(never) func taskAwaitOuter(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    let course = await Task { await taskAwaitWork(length) }.value
    return course.clipped(to: start..<ContinuousClock.now)
}
@inline(never) func taskAwaitWork(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    keep(spin(length))
    return [Stretch(.onCPU, since: start)]
}

/// Starts tasks that nobody awaits: they must not count.
@inline(never) func taskBesideOuter(_ length: Duration) async -> Course {
    Task { keep(spin(length * 0.5)) }
    Task { try? await Task.sleep(for: length) }
    let start = ContinuousClock.now
    try? await Task.sleep(for: length)
    return [.sleep(since: start, for: length)]
}

enum Tenant {
    @TaskLocal static var name = "nobody"
}

@inline(never) func localValueOuter(_ length: Duration) async -> Course {
    await Tenant.$name.withValue("somebody") { await localValueInner(length) }
}
@inline(never) func localValueInner(_ length: Duration) async -> Course {
    let sleeping = ContinuousClock.now
    try? await Task.sleep(for: length * 0.5)
    let slept = Stretch.sleep(since: sleeping, for: length * 0.5)
    let start = ContinuousClock.now
    var characters = 0
    while ContinuousClock.now < start + length * 0.5 { characters &+= Tenant.name.utf8.count }
    keep(characters)
    return [slept, Stretch(.onCPU, since: start)]
}
