#if CLI
#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import PerfMonAlerts
internal import PerfMonConfiguration
internal import PerfMonModel
internal import PerfMonReporting
internal import PerfMonStore
internal import PerfMonThreads
internal import Synchronization

/// Sends one notification that is marked as a test, and waits for what comes of it.
struct NotificationTest {
    let plan: MonitoringPlan
    let delivery: PlannedDelivery

    /// Says each step to `say`. Its files are gone afterwards.
    func run(_ say: @escaping @Sendable (String) -> Void) throws -> DeliveryEnd {
        let directory = FileManager.default.temporaryDirectory.path + "/perfmon-test-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let incident = TestNotification.incident(
            service: plan.service.name, deployment: plan.service.environment, host: ProcessInfo.processInfo.hostName,
            process: Int(ProcessInfo.processInfo.processIdentifier), plan: plan.hash)
        let reports = try write(incident, to: ReportDirectory(path: directory))

        let end = Mutex<DeliveryEnd?>(nil)
        let doorbell = Doorbell()
        let names = Set(delivery.stage.to + delivery.stage.fallback)
        let service = try AlertService(plan: plan, directory: directory, only: names) { event in
            if let line = Self.describe(event) { say(line) }
            guard case .ended(_, let outcome) = event else { return }
            end.withLock { $0 = outcome }
            doorbell.ring()
        }
        service.test(incident, by: delivery, reports: reports)
        defer {
            service.close()
            service.drain(within: .zero)
        }
        while true {
            let rings = doorbell.count
            if let end = end.withLock({ $0 }) { return end }
            doorbell.wait(since: rings)
        }
    }

    private func write(_ incident: Incident, to directory: ReportDirectory) throws -> [ReportFile] {
        let renderers: [(ReportFormat, any ReportRenderer)] = [(.html, HTMLReportRenderer()), (.markdown, MarkdownReportRenderer())]
        return try renderers.map { format, renderer in
            let name = "\(ReportName(incident.request).stem).\(renderer.fileExtension)"
            return ReportFile(format: format.rawValue, path: try directory.write(renderer.render(incident), named: name))
        }
    }

    private static func describe(_ event: DeliveryEvent) -> String? {
        switch event {
        case .sent(let attempt): "\(attempt.notifier): sent at try \(attempt.number)"
        case .reservation(let attempt, let text): "\(attempt.notifier): not all of it arrived: \(text)"
        case .failed(let attempt, let error, let wait):
            "\(attempt.notifier): try \(attempt.number) failed (\(error.code)): \(error)"
                + (wait.map { "; next try in \(Int($0 / .milliseconds(1))) ms" } ?? "; no further try")
        case .skipped(let notifier, _, let reason): "\(notifier): left out, because \(reason)"
        case .opened(let notifier, let pause): "\(notifier): left alone for \(Int(pause / .seconds(1))) s"
        case .disabled: nil
        case .ended(_, .delivered): "delivered"
        case .ended: "not delivered"
        case .resumed: nil
        case .problem(let text): text
        }
    }
}
#endif
