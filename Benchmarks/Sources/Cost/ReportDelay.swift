internal import Foundation
internal import PerfMonProfiling

/// From the end of a request until its profile has names and lines.
enum ReportDelay {
    private struct Delay {
        var wall: Double
        var cpu: Double
    }

    /// The first profile of a process, in so many processes.
    static func cold(processes: Int) throws {
        let path = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        var delays: [[Double]] = []
        for _ in 0..<processes {
            let process = Process()
            let output = Pipe()
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = ["cold"]
            process.standardOutput = output
            try process.run()
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            delays.append(text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) })
        }
        print("### From the end of a request to its profile, with an executable of \((Double(size) / 1e6).text(1)) MB\n")
        show("cold, the first of a process", delays.compactMap { $0.count == 2 ? Delay(wall: $0[0], cpu: $0[1]) : nil })
    }

    static func warm(requests: Int) async {
        var delays: [Delay] = []
        for _ in 0..<requests { delays.append(await one()) }
        print("\n### From the end of a request to its profile, again\n")
        show("warm", delays)
    }

    static func printOne() async {
        let delay = await one()
        print(delay.wall, delay.cpu)
    }

    private static func one() async -> Delay {
        let recording = await Profiler.record { () async -> (ContinuousClock.Instant, Double) in
            await varied()
            return (.now, CPUTime.process)
        }
        let (end, cpu) = recording.value
        return Delay(wall: (ContinuousClock.now - end).seconds, cpu: CPUTime.process - cpu)
    }

    /// 200 ms with different stacks.
    @inline(never) private static func varied() async {
        let products = (0..<100).map { ["id": "\($0)", "name": "product \($0)"] }
        let end = ContinuousClock.now + .milliseconds(150)
        while ContinuousClock.now < end { withExtendedLifetime(try? JSONEncoder().encode(products)) {} }
        try? await Task.sleep(for: .milliseconds(30))
        usleep(20_000)
    }

    private static func show(_ name: String, _ delays: [Delay]) {
        print(
            "- \(name): \(Statistics(delays.map { $0.wall * 1000 }, digits: 1)) ms, "
                + "CPU \(Statistics(delays.map { $0.cpu * 1000 }, digits: 1)) ms")
    }
}
