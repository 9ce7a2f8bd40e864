internal import CAllocationCounter
internal import PerfMonConfiguration

#if canImport(Glibc)
internal import Glibc
#endif

/// Looking up the policy of a request, with growing numbers of routes.
enum LookupBenchmark {
    private static let rounds = 20_000

    static func run() throws {
        print("look-up     routes        ns   allocations in all look-ups")
        for count in [10, 100, 1000, 10_000] {
            let plan = try MonitoringPlan.load(yaml: Samples.routes(count))
            let paths = Samples.paths(count)
            var found = 0
            let once = { for path in paths where plan.policy(method: "GET", path: path, host: nil)?.routeName != nil { found += 1 } }
            once()
            guard found == paths.count else { fatalMismatch(found, paths.count) }
            let before = allocation_count()
            for _ in 0..<rounds / paths.count { once() }
            let after = allocation_count()
            let time = median(of: 9) { for _ in 0..<rounds / paths.count { once() } }
            let nanoseconds = time / .nanoseconds(1) / Double(rounds / paths.count * paths.count)
            print("            \(column(Double(count), decimals: 1)) \(column(nanoseconds, decimals: 1))   \(after - before)")
        }
    }

    private static func fatalMismatch(_ found: Int, _ expected: Int) -> Never {
        print("only \(found) of \(expected) paths have a route")
        exit(1)
    }
}
