internal import Foundation

extension Workload {
    static let calls = [
        Workload("generic", genericOuter),
        Workload("witness", witnessOuter),
        Workload("existential", existentialOuter),
        Workload("closureCall", closureCallOuter),
        Workload("throwPath", throwPathOuter),
        Workload("callback", callbackOuter),
    ]
}

@inline(never) func genericOuter(_ length: Duration) async -> Course { await genericMiddle(length, 1) + genericLeaf(length * 0.5, "two") }
@inline(never) func genericMiddle<Value: Sendable>(_ length: Duration, _ value: Value) async -> Course {
    let start = ContinuousClock.now
    try? await Task.sleep(for: length * 0.5)
    keep(value)
    return [.sleep(since: start, for: length * 0.5)]
}
@inline(never) func genericLeaf<Value>(_ length: Duration, _ value: Value) -> Course {
    let start = ContinuousClock.now
    keep(spin(length))
    keep(value)
    return [Stretch(.onCPU, since: start)]
}

protocol Repository: Sendable {
    func witnessLoad(_ length: Duration) async -> Course
    func existentialLoad(_ length: Duration) async -> Course
}
struct MemoryRepository: Repository {
    @inline(never) func witnessLoad(_ length: Duration) async -> Course {
        let start = ContinuousClock.now
        keep(spin(length))
        return [Stretch(.onCPU, since: start)]
    }
    @inline(never) func existentialLoad(_ length: Duration) async -> Course {
        let start = ContinuousClock.now
        try? await Task.sleep(for: length)
        return [.sleep(since: start, for: length)]
    }
}

@inline(never) func witnessOuter(_ length: Duration) async -> Course { await witnessCall(MemoryRepository(), length) }
@inline(never) func witnessCall(_ repository: some Repository, _ length: Duration) async -> Course {
    await repository.witnessLoad(length)
}

@inline(never) func existentialOuter(_ length: Duration) async -> Course { await existentialCall(MemoryRepository(), length) }
@inline(never) func existentialCall(_ repository: any Repository, _ length: Duration) async -> Course {
    await repository.existentialLoad(length)
}

@inline(never) func closureCallOuter(_ length: Duration) async -> Course {
    let work = [length * 0.3, length * 0.7].map { part in
        { @Sendable () async -> Course in
            let start = ContinuousClock.now
            keep(spin(part))
            return [Stretch(.onCPU, since: start, function: "closureCallOuter")]
        }
    }
    var course: Course = []
    for part in work { course += await part() }
    return course
}

struct Rejection: Error {
    let course: Course
}

@inline(never) func throwPathOuter(_ length: Duration) async -> Course {
    do {
        try await throwPathMiddle(length)
        return []
    } catch {
        return (error as? Rejection)?.course ?? []
    }
}
@inline(never) func throwPathMiddle(_ length: Duration) async throws { try await throwPathInner(length) }
@inline(never) func throwPathInner(_ length: Duration) async throws {
    let start = ContinuousClock.now
    try await Task.sleep(for: length * 0.4)
    let slept = Stretch.sleep(since: start, for: length * 0.4)
    let computing = ContinuousClock.now
    keep(spin(length * 0.6))
    throw Rejection(course: [slept, Stretch(.onCPU, since: computing)])
}

/// The C library calls back.
@inline(never) func callbackOuter(_ length: Duration) async -> Course { callbackSort(length) }
@inline(never) func callbackSort(_ length: Duration) -> Course {
    let start = ContinuousClock.now
    while ContinuousClock.now < start + length {
        var numbers = (0..<16).map { ($0 * 7) % 16 }
        qsort(&numbers, numbers.count, MemoryLayout<Int>.stride) { left, right in callbackCompare(left, right) }
        keep(numbers)
    }
    return [Stretch(.onCPU, since: start, function: "callbackCompare")]
}
@inline(never) func callbackCompare(_ left: UnsafeRawPointer?, _ right: UnsafeRawPointer?) -> Int32 {
    keep(spin(.milliseconds(1)))
    guard let left, let right else { return 0 }
    return left.load(as: Int.self) < right.load(as: Int.self) ? -1 : 1
}
