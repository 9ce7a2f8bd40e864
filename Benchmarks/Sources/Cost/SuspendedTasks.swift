internal import PerfMonModel
internal import PerfMonProfiling

/// What the sampler needs for one look at one suspended task, with a thousand of them.
enum SuspendedTasks {
    static func measure() async {
        var options = Profiler.Options()
        options.maximumOverhead = 1
        let samples = Counter()
        let (cpu, start) = (CPUTime.threads(named: "perfmon-sampler"), ContinuousClock.now)
        await withDiscardingTaskGroup { group in
            for _ in 0..<1_000 {
                group.addTask { [options] in
                    let profile = await Profiler.record(options) { await suspend(depth: 8) }.profile
                    samples.add(profile.sampler.samples)
                }
            }
        }
        let used = CPUTime.threads(named: "perfmon-sampler") - cpu
        let count = samples.value
        print(
            "\n### A thousand suspended requests, 10 frames each\n\n\(count) samples in \((ContinuousClock.now - start).seconds.text(1)) s, "
                + "\((used / Double(max(count, 1)) * 1e6).text(2)) µs of the sampler's CPU each")
    }

    @inline(never) private static func suspend(depth: Int) async {
        guard depth > 0 else {
            try? await Task.sleep(for: .seconds(2))
            return
        }
        await suspend(depth: depth - 1)
    }
}
