internal import Foundation
internal import PerfMon

/// System calls that a sampler's signal cuts short.
enum Interruptions {
    private struct Sleeps {
        let all = Counter()
        let cut = Counter()

        func sleepOnce() {
            all.add(1)
            if usleep(700) != 0 { cut.add(1) }
        }
    }

    static func measure(seconds: Double) async throws {
        defer { Monitors.removeReports() }
        let monitor = try Monitors.make(threshold: .seconds(60))
        await monitor.waitUntilReady()
        let beside = Sleeps()
        let within = Sleeps()
        let end = ContinuousClock.now + .seconds(seconds)
        let threads = DispatchGroup()
        for _ in 0..<4 {
            threads.enter()
            Thread.detachNewThread {
                while ContinuousClock.now < end { beside.sleepOnce() }
                threads.leave()
            }
        }
        await withDiscardingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    guard let request = monitor.begin(method: "GET", path: "/") else { return }
                    await request.run {
                        while ContinuousClock.now < end {
                            within.sleepOnce()
                            await Task.yield()
                        }
                    }
                    request.finish()
                }
            }
        }
        await withCheckedContinuation { continuation in threads.notify(queue: .global()) { continuation.resume() } }
        print("\n### Sleeps of 700 µs that a signal cut short, in \(seconds.text(0)) s\n")
        show("threads beside sampled requests", beside)
        show("threads of sampled requests that only sleep", within)
    }

    private static func show(_ name: String, _ sleeps: Sleeps) {
        let share = Double(sleeps.cut.value) / Double(max(sleeps.all.value, 1))
        print("- \(name): \(sleeps.cut.value) of \(sleeps.all.value) (\((share * 100).text(3)) %)")
    }
}
