internal import Foundation
internal import PerfMonAlerts
internal import PerfMonConfiguration
internal import PerfMonModel
internal import Synchronization

/// From the report's thread to the notifier, and what is left when nothing arrives.
enum DeliveryMeasurement {
    /// How long notifications took until their notifier was called.
    static func wire() async throws {
        try await withService(RecordingNotifier.self, more: "") { service, plan in
            for number in 0..<2000 {
                let policy = try policy(plan)
                await onThread {
                    RecordingNotifier.begun.withLock { $0["/\(number)"] = .now }
                    _ = service.handle(incident("/\(number)"), host: nil, policy: policy, reports: [])
                }
            }
            service.close()
            service.drain(within: .seconds(30))
            await service.waitUntilStopped()
            let times = RecordingNotifier.times.withLock { $0 }
            print("queue to wire: \(times.count) notifications, the store's part included")
            print(Distribution(times).text)
        }
    }

    /// Resident memory with 10,000 fingerprints in memory and 1,000 notifications in the queue.
    static func memory() async throws {
        let more = "alerts: { store: memory, window: 1d }"
        try await withService(SilentNotifier.self, more: more) { service, plan in
            let policy = try policy(plan)
            let before = residentKilobytes()
            await onThread {
                for number in 0..<10_000 { _ = service.handle(incident("/\(number)"), host: nil, policy: policy, reports: []) }
            }
            print("memory: \(before) KiB before, \(residentKilobytes()) KiB with 10,000 fingerprints and 1,000 notifications")
        }
    }

    /// The end with a notifier that neither answers nor stops.
    static func shutdown() async throws {
        for grace in [0, 500, 2000] {
            try await withService(SilentNotifier.self, more: "delivery: { shutdown_grace: \(grace)ms }") { service, plan in
                let policy = try policy(plan)
                await onThread {
                    for number in 0..<500 { _ = service.handle(incident("/\(number)"), host: nil, policy: policy, reports: []) }
                }
                let start = ContinuousClock.now
                service.close()
                service.drain(within: .milliseconds(grace))
                await service.waitUntilStopped()
                let late = start.duration(to: .now) - .milliseconds(grace)
                print("shutdown: grace \(grace) ms, 500 waiting: over by \(String(format: "%.1f", late / .milliseconds(1))) ms")
            }
        }
    }

    private static func withService(
        _ type: any Notifier.Type, more: String, _ body: (AlertService, MonitoringPlan) async throws -> Void
    ) async throws {
        let path = FileManager.default.temporaryDirectory.path + "/perfmon-measure-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let plan = try MonitoringPlan.load(
            yaml: """
                version: 1
                service: { name: shop }
                notifiers: { chat: { type: slack, webhook_url: "https://example.com/x" } }
                pipelines: { default: [{ deliver: { to: [chat] } }] }
                \(more)
                """)
        try await body(AlertService(plan: plan, directory: path, types: ["slack": type]) { _ in }, plan)
    }

    private static func policy(_ plan: MonitoringPlan) throws -> RequestPolicy {
        guard let policy = plan.policy(method: "GET", path: "/", host: nil) else { throw NotifierError(.rejected, "not monitored") }
        return policy
    }

    private static func incident(_ route: String) -> Incident {
        var incident = TestNotification.incident(service: "shop", deployment: "test", host: "host", process: 1, plan: "0")
        incident.request.route = route
        return incident
    }

    private static func onThread(_ body: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            Thread {
                body()
                continuation.resume()
            }
            .start()
        }
    }

    private static func residentKilobytes() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS") } ?? ""
        return line.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }
}

/// Notes when it is called.
private struct RecordingNotifier: Notifier {
    static let begun = Mutex<[String: ContinuousClock.Instant]>([:])
    static let times = Mutex<[Double]>([])

    init(configuration: NotifierSettings) {}

    func send(_ notification: AlertNotification) async throws {
        let end = ContinuousClock.now
        guard let start = Self.begun.withLock({ $0[notification.request.route ?? ""] }) else { return }
        Self.times.withLock { $0.append(start.duration(to: end) / .microseconds(1)) }
    }
}

/// Never answers.
private struct SilentNotifier: Notifier {
    private static let held = Mutex<[CheckedContinuation<Void, Never>]>([])

    init(configuration: NotifierSettings) {}

    func send(_ notification: AlertNotification) async throws {
        await withCheckedContinuation { continuation in Self.held.withLock { $0.append(continuation) } }
    }
}
