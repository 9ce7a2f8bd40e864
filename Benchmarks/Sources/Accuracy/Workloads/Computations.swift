extension Workload {
    static let computations = [
        Workload("cpuLoop", cpuLoopOuter),
        Workload("cpuTwo", cpuTwoOuter),
    ]
}

@inline(never) func cpuLoopOuter(_ length: Duration) async -> Course { cpuLoopMiddle(length) }
@inline(never) func cpuLoopMiddle(_ length: Duration) -> Course { cpuLoopInner(length) }
@inline(never) func cpuLoopInner(_ length: Duration) -> Course {
    let start = ContinuousClock.now
    keep(spin(length))
    return [Stretch(.onCPU, since: start)]
}

@inline(never) func cpuTwoOuter(_ length: Duration) async -> Course { await cpuTwoMiddle(length) }
@inline(never) func cpuTwoMiddle(_ length: Duration) async -> Course { cpuTwoLong(length * 0.7) + cpuTwoShort(length * 0.3) }
@inline(never) func cpuTwoLong(_ length: Duration) -> Course {
    let start = ContinuousClock.now
    keep(spin(length))
    return [Stretch(.onCPU, since: start)]
}
// Not the same code as above: the optimiser makes one function of two equal ones.
@inline(never) func cpuTwoShort(_ length: Duration) -> Course {
    let start = ContinuousClock.now
    var digits = 0.5
    while ContinuousClock.now < start + length { digits = (digits * 3.7).truncatingRemainder(dividingBy: 1) }
    keep(digits)
    return [Stretch(.onCPU, since: start)]
}
