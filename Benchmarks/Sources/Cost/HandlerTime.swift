internal import Foundation
internal import PerfMonModel
@_spi(Benchmarks) internal import PerfMonProfiling

/// How long the signal handler holds a running thread up.
enum HandlerTime {
    static func measure(seconds: Double) async {
        var options = Profiler.Options()
        options.interval = .milliseconds(1)
        options.maximumOverhead = 1
        // What is bound and mapped once is not to count.
        _ = await Profiler.record(options) { for _ in 0..<500 { Computation.hundredMicroseconds() } }
        InterruptionLog.shared.start()
        await withDiscardingTaskGroup { group in
            for _ in 0..<ProcessInfo.processInfo.activeProcessorCount {
                group.addTask { [options] in
                    _ = await Profiler.record(options) { await descend(8, seconds) }
                }
            }
        }
        let times = InterruptionLog.shared.take().sorted().map { Double($0) / 1e3 }
        guard let longest = times.last else { return print("\n### Signal handler\n\nno thread was asked") }
        func share(_ share: Double) -> String { times[Int(Double(times.count - 1) * share)].text(1) }
        print(
            "\n### Signal handler, in threads that compute below 10 async functions\n\n\(times.count) signals: "
                + "p50 \(share(0.5)) µs, p99 \(share(0.99)) µs, longest \(longest.text(1)) µs")
    }

    @inline(never) private static func descend(_ depth: Int, _ seconds: Double) async {
        if depth > 0 { return await descend(depth - 1, seconds) }
        for _ in 0..<Int(seconds * 10_000) { Computation.hundredMicroseconds() }
        await Task.yield()
    }
}
