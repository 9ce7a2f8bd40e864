internal import Foundation

extension Workload {
    static let mixtures = [
        Workload("mixed", mixedOuter),
        Workload("alternating", alternatingOuter),
    ]
}

/// 40 % computation, 40 % sleep, 20 % in a blocking call.
@inline(never) func mixedOuter(_ length: Duration) async -> Course {
    await mixedCompute(length * 0.4) + mixedSleep(length * 0.4) + mixedBlock(length * 0.2)
}
@inline(never) func mixedCompute(_ length: Duration) -> Course {
    let start = ContinuousClock.now
    keep(spin(length))
    return [Stretch(.onCPU, since: start)]
}
@inline(never) func mixedSleep(_ length: Duration) async -> Course {
    let start = ContinuousClock.now
    try? await Task.sleep(for: length)
    return [.sleep(since: start, for: length)]
}
@inline(never) func mixedBlock(_ length: Duration) -> Course {
    let start = ContinuousClock.now
    while ContinuousClock.now < start + length {
        usleep(UInt32(max((start + length - .now) / .microseconds(1), 1)))
    }
    return [Stretch(.blocked, since: start, due: start + length)]
}

/// The same in three rounds, and in one function.
@inline(never) func alternatingOuter(_ length: Duration) async -> Course {
    var course: Course = []
    for _ in 0..<3 { course += await alternatingRound(length * (1.0 / 3)) }
    return course
}
@inline(never) func alternatingRound(_ length: Duration) async -> Course {
    let computing = ContinuousClock.now
    keep(spin(length * 0.5))
    let computed = Stretch(.onCPU, since: computing)
    let start = ContinuousClock.now
    try? await Task.sleep(for: length * 0.5)
    return [computed, Stretch.sleep(since: start, for: length * 0.5)]
}
