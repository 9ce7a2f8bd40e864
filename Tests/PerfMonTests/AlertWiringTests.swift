import Foundation
import Logging
import PerfMon
import PerfMonAlerts
import PerfMonConfiguration
import PerfMonModel
import PerfMonTesting
import Testing

@Suite("A monitor's alerts")
struct AlertWiringTests {
    private let directory: TemporaryDirectory
    private let name = "chat-\(UUID().uuidString.prefix(8).lowercased())"

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func monitor(logger: Logger = Logger(label: "test")) throws -> Monitor {
        let yaml = """
            version: 1
            service: { name: shop }
            thresholds: { default: 1ns }
            profiling: { enabled: false }
            reports: { path: \(directory.path) }
            notifiers: { \(name): { type: slack, webhook_url: "https://example.com/x" } }
            pipelines: { default: [{ format: { attach: [html, markdown] } }, { deliver: { to: [\(name)] } }] }
            """
        return try Monitor(plan: .load(yaml: yaml), notifiers: ["slack": InMemoryNotifier.self], logger: logger)
    }

    @Test func aSlowRequestIsToldOnceAndTheShutdownWaitsForIt() async throws {
        let monitor = try monitor()
        let notifier = try #require(InMemoryNotifier.named(name))
        for _ in 0..<3 {
            monitor.begin(method: "GET", path: "/users/1")?.finish { RequestDetails(route: "/users/{id}", status: 200) }
        }
        await monitor.shutdown()
        #expect(notifier.notifications.count == 1)
        let notification = try #require(notifier.notifications.first)
        #expect(notification.request.route == "/users/{id}")
        #expect(notification.attachments.map(\.mediaType) == ["application/zip"])
        #expect(notification.reportPaths.count == 2)
    }

    @Test func requestsAfterTheShutdownChangeNothing() async throws {
        let monitor = try monitor()
        await monitor.shutdown()
        monitor.begin(method: "GET", path: "/users/1")?.finish()
        await monitor.shutdown()
        #expect(InMemoryNotifier.named(name)?.notifications.isEmpty ?? true)
    }

    @Test func anotherMonitorOfTheSameDirectoryKeepsQuiet() async throws {
        let lines = LogLines()
        let first = try monitor(logger: lines.logger)
        let told = try #require(InMemoryNotifier.named(name))
        let request = first.begin(method: "GET", path: "/a")
        let second = try monitor(logger: lines.logger)
        request?.finish { RequestDetails(route: "/a", status: 200) }
        await first.shutdown()
        second.begin(method: "GET", path: "/a")?.finish { RequestDetails(route: "/a", status: 200) }
        await second.shutdown()

        let duration = try #require(told.notifications.first).request.duration
        // Only a request that took twice as long would be worth another message.
        let again = try #require(InMemoryNotifier.named(name)).notifications.filter { $0.request.duration < duration * 2 }
        #expect(again.isEmpty, "\(lines.all)")
    }
}
