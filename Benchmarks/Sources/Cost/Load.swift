internal import PerfMon

/// Synthetic requests: some computation and a suspension, so many times.
struct Load: Sendable {
    let steps: Int
    let pause: Duration
    let inFlight: Int

    struct Result {
        var steps = 0
        var seconds = 0.0
        var processCPU = 0.0
        var samplerCPU = 0.0
        var reportsCPU = 0.0

        var throughput: Double { Double(steps) / seconds }
        var cpuPerStep: Double { processCPU / Double(steps) }
    }

    /// Keeps so many requests in flight for a time.
    func run(_ monitor: Monitor?, for time: Duration) async -> Result {
        let count = Counter()
        let start = ContinuousClock.now
        let (process, sampler, reports) = (CPUTime.process, Self.samplerCPU, Self.reportsCPU)
        let end = start + time
        await withDiscardingTaskGroup { group in
            for _ in 0..<inFlight {
                group.addTask { while ContinuousClock.now < end { await request(monitor, end, count) } }
            }
        }
        return Result(
            steps: count.value,
            seconds: (ContinuousClock.now - start).seconds,
            processCPU: CPUTime.process - process,
            samplerCPU: Self.samplerCPU - sampler,
            reportsCPU: Self.reportsCPU - reports
        )
    }

    private func request(_ monitor: Monitor?, _ end: ContinuousClock.Instant, _ count: Counter) async {
        guard let monitor, let request = monitor.begin(method: "GET", path: "/products/17") else { return await handle(end, count) }
        await request.run { await handle(end, count) }
        request.finish()
    }

    @inline(never) private func handle(_ end: ContinuousClock.Instant, _ count: Counter) async {
        for _ in 0..<steps where ContinuousClock.now < end {
            Computation.hundredMicroseconds()
            try? await Task.sleep(for: pause)
            count.add(1)
        }
    }

    private static var samplerCPU: Double { CPUTime.threads(named: "perfmon-sampler") }
    private static var reportsCPU: Double { CPUTime.threads(named: "perfmon-reports") }
}
