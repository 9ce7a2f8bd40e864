internal import Foundation
internal import Hummingbird
internal import PerfMon
internal import PerfMonConfiguration
internal import PerfMonHummingbird
internal import Shop
internal import Testing

#if canImport(FoundationNetworking)
internal import FoundationNetworking
#endif

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

    /// Sends a request and reads the whole answer.
    func send(_ method: String, _ path: String) async throws -> (status: Int, duration: Duration) {
        var request = URLRequest(url: try #require(URL(string: address + path)), timeoutInterval: 30)
        request.httpMethod = method
        let start = ContinuousClock.now
        let (_, response) = try await URLSession.shared.data(for: request)
        let end = ContinuousClock.now
        return (try #require(response as? HTTPURLResponse).statusCode, end - start)
    }
}
