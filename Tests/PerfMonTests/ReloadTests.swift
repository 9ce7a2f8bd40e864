import Foundation
import Logging
import PerfMonAlerts
import PerfMonConfiguration
import PerfMonModel
import PerfMonTesting
import Synchronization
import Testing

@testable import PerfMon

@Suite("A monitor's configuration file")
struct ReloadTests {
    private final class Seen: Sendable {
        private let state = Mutex((hashes: [String](), paths: [String]()))
        var hashes: [String] { state.withLock { $0.hashes } }
        var paths: [String] { state.withLock { $0.paths } }
        func add(_ incident: Incident) {
            state.withLock { state in
                state.hashes.append(incident.environment.planHash)
                state.paths.append(incident.request.path)
            }
        }
    }

    /// Cannot be made for a host that is called broken.
    private struct Pager: Notifier {
        struct Broken: Error {}
        static var configurationSchema: String? { #"{"type": "object", "properties": {"host": {"type": "string"}}}"# }

        init(configuration: NotifierSettings) throws {
            if configuration.text("host") == "broken" { throw Broken() }
        }

        func send(_ notification: AlertNotification) async throws {}
    }

    private let directory: TemporaryDirectory
    private let seen = Seen()
    private var file: String { "\(directory.path)/perfmon.yaml" }

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func write(threshold: String, _ more: String = "") throws {
        let yaml = """
            version: 1
            service: { name: shop }
            thresholds: { default: \(threshold) }
            profiling: { enabled: false }
            reports: { path: \(directory.path)/reports }
            \(more)
            """
        try yaml.write(toFile: file, atomically: true, encoding: .utf8)
    }

    private func monitor(logger: Logger = Logger(label: "test")) throws -> Monitor {
        try Monitor(configuration: file, notifiers: ["slack": InMemoryNotifier.self, "pager": Pager.self], logger: logger) { [seen] in
            seen.add($0)
        }
    }

    private func finish(_ request: MonitoredRequest?) {
        request?.finish { RequestDetails(status: 200) }
    }

    @Test func aRunningRequestKeepsTheConfigurationItBeganWith() async throws {
        try write(threshold: "1h")
        let monitor = try monitor()
        let before = try #require(monitor.begin(method: "GET", path: "/before"))
        try write(threshold: "1ns")
        guard case .replaced(let keys) = await monitor.reload() else { return #expect(Bool(false)) }
        #expect(keys.isEmpty && monitor.reloadCount == ReloadCount(replaced: 1, rejected: 0))

        finish(before)
        finish(monitor.begin(method: "GET", path: "/after"))
        await monitor.waitForReports()
        #expect(seen.paths == ["/after"])
        #expect(seen.hashes == [monitor.plan.hash])
    }

    @Test(arguments: ["version: 1\nservice: { name: shop }\nthresholds: { defualt: 1s }", nil])
    func aFileThatCannotBeUsedChangesNothing(_ content: String?) async throws {
        try write(threshold: "1ns")
        let lines = LogLines()
        let monitor = try monitor(logger: lines.logger)
        let hash = monitor.plan.hash
        if let content { try content.write(toFile: file, atomically: true, encoding: .utf8) } else { unlink(file) }
        guard case .rejected = await monitor.reload() else { return #expect(Bool(false)) }
        #expect(monitor.plan.hash == hash && monitor.reloadCount == ReloadCount(replaced: 0, rejected: 1))
        let errors = lines.all.filter { $0.contains("the last good one stays") }
        #expect(errors.count == 1 && errors[0].contains(content == nil ? "the file is gone" : "defualt"))
    }

    @Test(.timeLimit(.minutes(1))) func aChangedFileIsFound() async throws {
        try write(threshold: "1h")
        let lines = LogLines()
        let plans = PlanKeeper(try PlanReloader(path: file, environment: .empty))
        let monitor = try Monitor(plans, lookingEvery: .milliseconds(1), logger: lines.logger)
        try write(threshold: "7s")
        for await line in lines.stream where line.contains("the configuration was reloaded") { break }
        #expect(monitor.plan.settings.thresholds.default == .seconds(7))
    }

    @Test func theDefaultsApplyUntilTheFileIsMended() async throws {
        try write(threshold: "soon")
        let logger = Logger(label: "test")
        let monitor = try Monitor(configuration: file, onInvalidConfiguration: .useDefaults, logger: logger)
        #expect(monitor.plan.settings.thresholds.default == Settings().thresholds.default)
        try write(threshold: "7s")
        await monitor.reload()
        #expect(monitor.plan.settings.thresholds.default == .seconds(7))
    }

    @Test func aPipelineThatIsAddedSends() async throws {
        let name = "chat-\(UUID().uuidString.prefix(8).lowercased())"
        try write(threshold: "1ns")
        let monitor = try monitor()
        finish(monitor.begin(method: "GET", path: "/before"))
        await monitor.waitForReports()
        try write(
            threshold: "1ns",
            """
            notifiers: { \(name): { type: slack, webhook_url: "https://example.com/x" } }
            pipelines: { default: [{ deliver: { to: [\(name)] } }] }
            """)
        await monitor.reload()
        finish(monitor.begin(method: "GET", path: "/after"))
        await monitor.shutdown()
        #expect(InMemoryNotifier.named(name)?.notifications.map(\.request.path) == ["/after"])
    }

    @Test func aNotifierThatCannotBeMadeKeepsTheWholePlan() async throws {
        func write(host: String, threshold: String) throws {
            try self.write(
                threshold: threshold,
                """
                notifiers: { team: { type: pager, host: \(host) } }
                pipelines: { default: [{ deliver: { to: [team] } }] }
                """)
        }
        try write(host: "fine", threshold: "1h")
        let monitor = try monitor()
        try write(host: "broken", threshold: "7s")
        guard case .rejected = await monitor.reload() else { return #expect(Bool(false)) }
        #expect(monitor.plan.settings.thresholds.default == .seconds(3600))
        try write(host: "other", threshold: "7s")
        guard case .replaced = await monitor.reload() else { return #expect(Bool(false)) }
        #expect(monitor.plan.settings.thresholds.default == .seconds(7))
        await monitor.shutdown()
    }

    @Test func nothingIsReadAfterTheEnd() async throws {
        try write(threshold: "1h")
        let monitor = try monitor()
        await monitor.shutdown()
        guard case .unchanged = await monitor.reload() else { return #expect(Bool(false)) }
    }

    @Test func requestsAndReloadsDoNotDisturbEachOther() async throws {
        try write(threshold: "1h")
        let monitor = try monitor()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { for _ in 0..<500 { finish(monitor.begin(method: "GET", path: "/")) } }
            }
            for _ in 0..<20 { await monitor.reload() }
        }
        #expect(monitor.reloadCount == ReloadCount(replaced: 20, rejected: 0) && seen.paths.isEmpty)
    }
}
