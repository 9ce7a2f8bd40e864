internal import PerfMonConfiguration

/// Measures loading of configurations and look-ups of policies. `lookup` and `load` run one part only.
@main struct Main {
    static func main() throws {
        let parts = CommandLine.arguments.dropFirst()
        if parts.isEmpty || parts.contains("load") { try LoadBenchmark.run() }
        if parts.isEmpty || parts.contains("lookup") { try LookupBenchmark.run() }
    }
}

/// The median time of some runs.
func median(of runs: Int, _ body: () throws -> Void) rethrows -> Duration {
    let clock = ContinuousClock()
    var times: [Duration] = []
    for _ in 0..<runs { times.append(try clock.measure { try body() }) }
    return times.sorted()[runs / 2]
}

/// A number with some decimals, padded to eight columns.
func column(_ value: Double, decimals: Int = 2) -> String {
    let factor = decimals == 2 ? 100.0 : 10.0
    let text = String((value * factor).rounded() / factor)
    return String(repeating: " ", count: max(0, 8 - text.count)) + text
}
