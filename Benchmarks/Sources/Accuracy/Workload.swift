/// Something that takes time in a known way. All its functions begin with its mark, and none is inlined: a profile names them.
struct Workload: Sendable {
    let mark: String
    /// Takes about the given time, and says how it was spent.
    let run: @Sendable (Duration) async -> Course

    /// The function that `run` calls.
    var outermost: String { mark + "Outer" }

    init(_ mark: String, _ run: @escaping @Sendable (Duration) async -> Course) {
        self.mark = mark
        self.run = run
    }

    static let all =
        sleeps + computations + blockingCalls + locks + actors + streams + groups + asyncLets + tasks + recursions + calls + libraries
        + waits + mixtures
}

/// Computes for a time by the clock.
@inline(never) func spin(_ duration: Duration) -> Int { spin(until: .now + duration) }
@inline(never) func spin(until end: ContinuousClock.Instant) -> Int {
    var value = 1
    while ContinuousClock.now < end {
        for _ in 0..<500 { value = value &* 31 &+ 7 }
    }
    return value
}

/// Keeps the optimiser from leaving out what computes a value.
@inline(never) func keep<Value>(_ value: Value) { withExtendedLifetime(value) {} }
