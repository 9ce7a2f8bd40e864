import Foundation
import PerfMon
import PerfMonConfiguration
import PerfMonModel
import PerfMonStore
import Synchronization
import Testing

/// Requests that are looked at while they still run.
@Suite(.timeLimit(.minutes(2)))
struct RunningRequestTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func monitor(stuckAfter: String, onIncident: @escaping @Sendable (Incident) -> Void = { _ in }) async throws -> Monitor {
        let yaml = """
            version: 1
            service: { name: test }
            thresholds: { default: 1ns }
            profiling: { stuck_after: \(stuckAfter), sample_interval: 2ms, app_modules: [PerfMonTests] }
            reports: { path: \(directory.path)/r }
            """
        let monitor = try Monitor(plan: .load(yaml: yaml), onIncident: onIncident)
        await monitor.waitUntilReady()
        return monitor
    }

    @Test(.enabled(if: Self.hasSampler)) func aStuckRequestIsReportedOnceWhileItRunsAndOnceWhenItEnds() async throws {
        let (reports, report) = AsyncStream.makeStream(of: Incident.self)
        let monitor = try await monitor(stuckAfter: "150ms") { report.yield($0) }
        let (signals, signal) = AsyncStream.makeStream(of: Void.self)
        let request = try #require(monitor.begin(method: "POST", path: "/import"))
        request.describe { RequestDetails(route: "/import") }

        async let watched: [Incident] = {
            var seen: [Incident] = []
            for await incident in reports {
                seen.append(incident)
                if seen.count == 1 { signal.yield() }
                if seen.count == 2 { break }
            }
            return seen
        }()
        await request.run { await Self.waitForever(signals) }
        request.finish { RequestDetails(route: "/import", status: 200) }

        let incidents = await watched
        #expect(incidents.map(\.request.isRunning) == [true, false])
        #expect(incidents.map(\.request.route) == ["/import", "/import"] && incidents[0].request.status == nil)
        #expect(incidents[0].request.duration >= .milliseconds(150))
        #expect(incidents[0].profile.frames.contains { $0.function == "RunningRequestTests.waitForever(_:)" })
        await monitor.waitForReports()
        #expect(try directory.files("r").filter { $0.hasSuffix(".html") }.count == 2)
    }

    @Test(.enabled(if: Self.hasSampler)) func requestsInFlightCanBeSeenFromOutside() async throws {
        let monitor = try await monitor(stuckAfter: "1h")
        let (signals, signal) = AsyncStream.makeStream(of: Void.self)
        let request = try #require(monitor.begin(method: "GET", path: "/slow/\u{1B}[31m"))
        async let ended: Void = request.run { await Self.waitForever(signals) }

        let folder = "\(directory.path)/r"
        let process = Int(ProcessInfo.processInfo.processIdentifier)
        #expect(LocalSocket.processes(in: folder) == [process])
        let path = LocalSocket.path(in: folder, process: process)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)

        // The request's own task waits for the answer here, its child for the signal.
        var waiting: LiveSnapshot.Task?
        while waiting == nil {
            let answer = try await Self.ask(path)
            let snapshot = try JSONDecoder().decode(LiveSnapshot.self, from: Data(answer))
            #expect(snapshot.processID == process && snapshot.service == "test")
            let found = try #require(snapshot.requests.first { $0.path == "/slow/\u{1B}[31m" })
            #expect(found.method == "GET")
            waiting = found.tasks.first { task in task.stack.contains { $0.name == "RunningRequestTests.waitForever(_:)" } }
        }
        #expect(waiting?.state == "suspended" && waiting?.parent == 0)
        signal.yield()
        await ended
        request.finish()
        await monitor.waitForReports()
    }

    @Test func aSocketGoesWithItsMonitor() async throws {
        var monitor: Monitor? = try await monitor(stuckAfter: "1h")
        let path = LocalSocket.path(in: "\(directory.path)/r", process: Int(ProcessInfo.processInfo.processIdentifier))
        #expect(FileManager.default.fileExists(atPath: path))
        _ = monitor
        monitor = nil
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func aDirectoryWithALongPathStopsNothing() async throws {
        let long = "\(directory.path)/\(String(repeating: "x", count: 120))"
        let plan = try MonitoringPlan.load(yaml: "version: 1\nservice: { name: test }\nreports: { path: \(long) }")
        let monitor = try Monitor(plan: plan)
        #expect(monitor.begin(method: "GET", path: "/") != nil)
        await monitor.waitForReports()
    }

    @inline(never) private static func waitForever(_ signals: AsyncStream<Void>) async {
        for await _ in signals { break }
    }

    /// On a thread of its own: it blocks.
    private static func ask(_ path: String) async throws -> [UInt8] {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try LocalSocket.ask(path) }) }
        }
    }

    private static var hasSampler: Bool {
        #if os(Linux) && arch(x86_64)
        true
        #else
        false
        #endif
    }
}
