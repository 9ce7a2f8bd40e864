internal import PerfMonConfiguration

#if canImport(Glibc)
internal import Glibc
#endif

/// Looking up the policy of a request, with growing numbers of routes.
enum LookupBenchmark {
    private static let rounds = 201
    private static let repetitions = 20

    static func run() throws {
        print("\nLook-up of the policy for a path of about 30 bytes, in nanoseconds of CPU time, over \(rounds) rounds\n")
        print("| routes | median | minimum | allocations in all look-ups |")
        print("| ---: | ---: | ---: | ---: |")
        for count in [10, 100, 1000, 10_000] {
            let plan = try MonitoringPlan.load(yaml: Samples.routes(count))
            let paths = Samples.paths(count)
            var found = 0
            let once = { for path in paths where plan.policy(method: "GET", path: path, host: nil)?.routeName != nil { found += 1 } }
            once()
            guard found == paths.count else {
                print("only \(found) of \(paths.count) paths have a route")
                exit(1)
            }
            let allocations = Allocations.during { for _ in 0..<repetitions { once() } }
            let timing = Timing.of(rounds) { for _ in 0..<repetitions { once() } }
            let lookups = Double(repetitions * paths.count)
            print(
                """
                | \(count) | \(text(timing.median / .nanoseconds(1) / lookups, decimals: 0)) \
                | \(text(timing.minimum / .nanoseconds(1) / lookups, decimals: 0)) | \(allocations) |
                """)
        }
    }
}
