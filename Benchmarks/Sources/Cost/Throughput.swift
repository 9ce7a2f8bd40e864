internal import PerfMon

/// Without the monitor and with it, in short alternating slices: other programs on the machine then disturb both alike.
enum Throughput {
    private struct Setting {
        let name: String
        let monitor: Monitor?
    }

    static func measure(rounds: Int) async throws {
        defer { Monitors.removeReports() }
        let relaxed = try Monitors.make(threshold: .seconds(60))
        let strict = try Monitors.make(threshold: .nanoseconds(1))
        await strict.waitUntilReady()
        print("\n### Application, with the monitor relative to without it: median (min–max) of \(rounds) rounds\n")
        let columns = [
            "requests", "in flight", "monitor", "throughput", "CPU per step", "sampler, % of a CPU", "reports, % of a CPU",
            "process, % of a CPU", "steps/s without",
        ]
        print("| \(columns.joined(separator: " | ")) |")
        print("| --- | ---: | --- |" + String(repeating: " ---: |", count: columns.count - 3))
        for width in [1, 100, 1_000] {
            let short = Load(steps: 1, pause: .milliseconds(1), inFlight: width)
            await compare(
                "100 µs CPU, 1 ms sleep", short, [Setting(name: "nothing slow", monitor: relaxed)], rounds: rounds * 2,
                slice: .milliseconds(500))
        }
        for width in [1, 100, 1_000] {
            let long = Load(steps: 10, pause: .milliseconds(10), inFlight: width)
            let settings = [
                Setting(name: "all sampled, none slow", monitor: relaxed), Setting(name: "all slow", monitor: strict),
            ]
            // A thousand of them take a second each; reports are to fall into the slice, too.
            let slice = Duration.milliseconds(width < 1_000 ? 1_500 : 4_000)
            await compare("10 × (100 µs CPU, 10 ms sleep)", long, settings, rounds: rounds, slice: slice)
        }
    }

    private static func compare(_ name: String, _ load: Load, _ settings: [Setting], rounds: Int, slice: Duration) async {
        var without: [Load.Result] = []
        var with: [[Load.Result]] = settings.map { _ in [] }
        // The first slice warms caches and pools.
        _ = await load.run(nil, for: slice)
        for round in 0..<rounds {
            // Who comes second finds a warmer or a hotter machine, so they take turns.
            let isFirst = round % 2 == 0
            if isFirst { without.append(await load.run(nil, for: slice)) }
            for (index, setting) in settings.enumerated() {
                with[index].append(await load.run(setting.monitor, for: slice))
                await setting.monitor?.waitForReports()
            }
            if !isFirst { without.append(await load.run(nil, for: slice)) }
        }
        for (setting, results) in zip(settings, with) {
            let pairs = zip(results, without)
            let columns = [
                name, "\(load.inFlight)", setting.name,
                "\(Statistics(pairs.map { $0.throughput / $1.throughput }))",
                "\(Statistics(pairs.map { $0.cpuPerStep / $1.cpuPerStep }))",
                "\(Statistics(results.map { $0.samplerCPU / $0.seconds * 100 }, digits: 1))",
                "\(Statistics(results.map { $0.reportsCPU / $0.seconds * 100 }, digits: 1))",
                "\(Statistics(results.map { $0.processCPU / $0.seconds * 100 }, digits: 0))",
                "\(Statistics(without.map(\.throughput), digits: 0))",
            ]
            print("| \(columns.joined(separator: " | ")) |")
        }
    }
}
