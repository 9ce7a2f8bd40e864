internal import Foundation
internal import Hummingbird
internal import PerfMon
internal import PerfMonConfiguration
internal import PerfMonHummingbird
internal import Shop
internal import Testing

/// The application on a free port, with its own `perfmon.yaml`, and a client for it.
struct RunningShop: Sendable {
    let address: String
    let reports: ReportsDirectory

    /// Runs the application while `body` runs.
    static func with(_ body: @escaping @Sendable (RunningShop) async throws -> Void) async throws {
        let reports = ReportsDirectory()
        let monitor = try Monitor(plan: plan(reportsTo: reports))
        await monitor.waitUntilReady()
        let router = Router(context: ShopRequestContext.self)
        router.add(middleware: PerfMonMiddleware(monitor: monitor))
        addRoutes(to: router)

        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let application = buildApplication(router: router, port: 0) { port.yield($0) }
        try await withThrowingTaskGroup { group in
            group.addTask {
                defer { port.finish() }
                try await application.run()
            }
            group.addTask {
                let port = try #require(await ports.first { _ in true }, "the server ended before it opened a port")
                try await body(RunningShop(address: "http://127.0.0.1:\(port)", reports: reports))
            }
            // The application runs until it is cancelled, so the first to end is the body, or a failure.
            try await group.next()
            group.cancelAll()
        }
    }

    private static func plan(reportsTo reports: ReportsDirectory) throws -> MonitoringPlan {
        let package = URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL
        return try MonitoringPlan.load(
            path: package.appending(path: "perfmon.yaml").path,
            environment: EnvironmentVariables(["PERF_LOG_PATH": reports.path])
        )
    }

    /// Sends a request and reads the whole answer, with curl: a process of its own takes no CPU from the one that is watched.
    func send(_ method: String, _ path: String) async throws -> Answer {
        let curl = Process()
        curl.executableURL = URL(filePath: "/usr/bin/env")
        curl.arguments = [
            "curl", "--silent", "--show-error", "--max-time", "30", "--output", "/dev/null",
            "--write-out", "%{http_code} %{time_total}", "--request", method, address + path,
        ]
        let output = Pipe()
        curl.standardOutput = output
        let startOnCPU = processorTime()
        try await withCheckedThrowingContinuation { continuation in
            curl.terminationHandler = { _ in continuation.resume() }
            do {
                try curl.run()
            } catch {
                continuation.resume(throwing: error)
            }
        }
        let onCPU = processorTime() - startOnCPU
        let words = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).split(separator: " ")
        return Answer(
            status: try #require(words.first.flatMap { Int($0) }),
            duration: .seconds(try #require(words.last.flatMap { Double($0) })),
            onCPU: onCPU
        )
    }

    /// What the client saw.
    struct Answer {
        var status: Int
        var duration: Duration
        /// The time that the server's process spent on CPUs meanwhile.
        var onCPU: Duration
    }
}

private func processorTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
