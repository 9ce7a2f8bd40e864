internal import Foundation
internal import PerfMonAlerts
internal import PerfMonConfiguration
internal import PerfMonModel
internal import Synchronization

/// From the report's thread to the notifier, and what is left when nothing arrives.
enum DeliveryMeasurement {
    /// How long notifications took until their notifier was called.
    static func wire() async throws {
        try await withService(RecordingNotifier.self, more: "") { service, plan, _ in
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
        try await withService(SilentNotifier.self, more: more) { service, plan, _ in
            let policy = try policy(plan)
            let before = residentKilobytes()
            await onThread {
                for number in 0..<10_000 { _ = service.handle(incident("/\(number)"), host: nil, policy: policy, reports: []) }
            }
            print("memory: \(before) KiB before, \(residentKilobytes()) KiB with 10,000 fingerprints and 1,000 notifications")
        }
    }

    /// The end with a notifier that neither answers nor stops; with one that answers, that everything failed, when the end begins;
    /// and with a store that another connection holds meanwhile.
    static func shutdown() async throws {
        for grace in [0, 500, 2000] { try await shutdown(SilentNotifier.self, grace: grace, waiting: 500) }
        try await shutdown(SilentNotifier.self, grace: 0, waiting: 1000)
        try await shutdown(SilentNotifier.self, grace: 500, waiting: 1000)
        for isLocked in [false, true] {
            for grace in [0, 500, 5000] {
                try await shutdown(RefusingNotifier.self, grace: grace, waiting: 1000, isLocked: isLocked)
            }
        }
    }

    private static func shutdown(_ type: any Notifier.Type, grace: Int, waiting: Int, isLocked: Bool = false) async throws {
        let more = "delivery: { shutdown_grace: \(grace)ms }"
        RefusingNotifier.isOpen.withLock { $0 = false }
        try await withService(type, more: more) { service, plan, directory in
            let policy = try policy(plan)
            await onThread {
                for number in 0..<waiting { _ = service.handle(incident("/\(number)"), host: nil, policy: policy, reports: []) }
            }
            let lock = isLocked ? try DatabaseLock(path: directory + "/alerts.sqlite") : nil
            let start = ContinuousClock.now
            RefusingNotifier.open()
            service.close()
            service.drain(within: .milliseconds(grace))
            await service.waitUntilStopped()
            let time = start.duration(to: .now)
            lock?.release()
            let milliseconds = { (time: Duration) in String(format: "%.1f", time / .milliseconds(1)) }
            let late = max(.zero, time - .milliseconds(grace))
            print(
                "shutdown: grace \(grace) ms, \(waiting) waiting for \(type)\(isLocked ? ", store locked" : ""): "
                    + "\(milliseconds(time)) ms, over by \(milliseconds(late)) ms")
        }
    }

    private static func withService(
        _ type: any Notifier.Type, more: String, _ body: (AlertService, MonitoringPlan, String) async throws -> Void
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
        try await body(AlertService(plan: plan, directory: path, types: ["slack": type]) { _ in }, plan, path)
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

/// Answers when it is told to, that it wants nothing.
private struct RefusingNotifier: Notifier {
    static let isOpen = Mutex(false)
    private static let held = Mutex<[CheckedContinuation<Void, Never>]>([])

    init(configuration: NotifierSettings) {}

    static func open() {
        isOpen.withLock { $0 = true }
        for continuation in held.withLock({ held in
            defer { held = [] }
            return held
        }) { continuation.resume() }
    }

    func send(_ notification: AlertNotification) async throws {
        await withCheckedContinuation { continuation in
            let isOpen = Self.isOpen.withLock { isOpen in
                if !isOpen { Self.held.withLock { $0.append(continuation) } }
                return isOpen
            }
            if isOpen { continuation.resume() }
        }
        throw NotifierError(.rejected, "no")
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
