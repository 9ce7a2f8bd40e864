internal import Synchronization

extension Workload {
    static let groups = [
        Workload("groupWait", groupWaitOuter),
        Workload("discardingGroup", discardingGroupOuter),
        Workload("nestedGroup", nestedGroupOuter),
    ]
}

@inline(never) func groupWaitOuter(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    let courses = Collector()
    await withTaskGroup(of: Void.self) { group in
        group.addTask { courses.add(await groupWaitShort(length * 0.3)) }
        group.addTask { courses.add(await groupWaitShort(length * 0.5)) }
        group.addTask { courses.add(await groupWaitLong(length)) }
        await group.waitForAll()
    }
    return .last(of: courses.all, since: start)
}
@inline(never) func groupWaitShort(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    try? await Task.sleep(for: length)
    return [.sleep(since: start, for: length)]
}
@inline(never) func groupWaitLong(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    try? await Task.sleep(for: length)
    return [.sleep(since: start, for: length)]
}

@inline(never) func discardingGroupOuter(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    let courses = Collector()
    await withDiscardingTaskGroup { group in
        group.addTask { courses.add(await discardingGroupChild(length * 0.4)) }
        group.addTask { courses.add(await discardingGroupLast(length)) }
    }
    return .last(of: courses.all, since: start)
}
@inline(never) func discardingGroupChild(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    try? await Task.sleep(for: length)
    return [.sleep(since: start, for: length)]
}
@inline(never) func discardingGroupLast(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    try? await Task.sleep(for: length)
    return [.sleep(since: start, for: length)]
}

/// Collects the courses of tasks that return nothing.
final class Collector: Sendable {
    private let courses = Mutex<[Course]>([])
    var all: [Course] { courses.withLock { $0 } }
    func add(_ course: Course) { courses.withLock { $0.append(course) } }
}

@inline(never) func nestedGroupOuter(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    let courses = Collector()
    await withTaskGroup(of: Void.self) { group in
        for part in [0.5, 1] { group.addTask { courses.add(await nestedGroupBranch(length * part)) } }
        await group.waitForAll()
    }
    return .last(of: courses.all, since: start)
}
@inline(never) func nestedGroupBranch(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    let courses = Collector()
    await withTaskGroup(of: Void.self) { group in
        for part in [0.2, 1] { group.addTask { courses.add(await nestedGroupLeaf(length * part)) } }
        await group.waitForAll()
    }
    return .last(of: courses.all, since: start)
}
@inline(never) func nestedGroupLeaf(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    try? await Task.sleep(for: length)
    return [.sleep(since: start, for: length)]
}
