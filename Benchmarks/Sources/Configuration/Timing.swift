internal import CAllocationCounter

#if canImport(Glibc)
internal import Glibc
#endif

/// The median and the minimum of many runs: the one is what to expect, the other what other programs disturb least.
///
/// Times are the thread's CPU time, for nothing measured here waits: other programs that have the CPU meanwhile do not count.
struct Timing {
    let median: Duration
    let minimum: Duration

    init(_ times: [Duration]) {
        let sorted = times.sorted()
        median = sorted.isEmpty ? .zero : sorted[sorted.count / 2]
        minimum = sorted.first ?? .zero
    }

    /// The CPU time of one run.
    static func once(_ body: () throws -> Void) rethrows -> Duration {
        let start = threadTime()
        try body()
        return threadTime() - start
    }

    private static func threadTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    static func of(_ runs: Int, _ body: () throws -> Void) rethrows -> Timing {
        var times: [Duration] = []
        for _ in 0..<runs { times.append(try once(body)) }
        return Timing(times)
    }

    /// Two bodies in turns, so that a machine that gets slower does so for both.
    static func inTurns(
        _ runs: Int, _ first: () throws -> Void, _ second: () throws -> Void
    ) rethrows -> (first: Timing, second: Timing) {
        var times: (first: [Duration], second: [Duration]) = ([], [])
        for _ in 0..<runs {
            times.first.append(try once(first))
            times.second.append(try once(second))
        }
        return (Timing(times.first), Timing(times.second))
    }

    /// `median (minimum)`
    var milliseconds: String {
        "\(text(median / .milliseconds(1), decimals: 3)) (\(text(minimum / .milliseconds(1), decimals: 3)))"
    }
}

enum Allocations {
    /// The calls of `malloc` while `body` runs.
    static func during(_ body: () throws -> Void) rethrows -> Int {
        let before = allocation_count()
        try body()
        return allocation_count() - before
    }
}

/// A number with so many decimals.
func text(_ value: Double, decimals: Int = 2) -> String {
    var factor = 1.0
    for _ in 0..<decimals { factor *= 10 }
    let scaled = Int((value * factor).rounded())
    guard decimals > 0 else { return String(scaled) }
    let digits = String(scaled % Int(factor))
    return "\(scaled / Int(factor)).\(String(repeating: "0", count: decimals - digits.count))\(digits)"
}
