internal import PerfMon

/// What a request that is fast pays itself: from begin to finish, with nothing between.
enum RequestCost {
    private static let requests = 20_000

    static func measure(rounds: Int) throws {
        defer { Monitors.removeReports() }
        let monitor = try Monitors.make(threshold: .seconds(1))
        var times: [Double] = []
        for _ in 0..<rounds {
            let start = ContinuousClock.now
            for _ in 0..<requests { monitor.begin(method: "GET", path: "/products/17")?.finish() }
            times.append((ContinuousClock.now - start).seconds / Double(requests) * 1e9)
        }
        print(
            "\n### One fast request\n\nbegin and finish: \(Statistics(times, digits: 0)) ns, median (min–max) of \(rounds) rounds of \(requests)"
        )
    }
}
