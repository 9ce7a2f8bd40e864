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
    /// What came of it.
    struct Outcome {
        fileprivate(set) var end: DeliveryEnd?
        /// Notifiers that have given up.
        fileprivate(set) var failed: Set<String> = []
        /// Notifiers that have sent the message, but not all of it.
        fileprivate(set) var incomplete: Set<String> = []

        var isFlawless: Bool { end == .delivered && failed.isEmpty && incomplete.isEmpty }

        /// In one line.
        var summary: String {
            guard end == .delivered else { return "not delivered" }
            let parts = [
                failed.isEmpty ? nil : "\(failed.sorted().joined(separator: ", ")) failed",
                incomplete.isEmpty ? nil : "\(incomplete.sorted().joined(separator: ", ")) did not send everything",
            ].compactMap(\.self)
            return parts.isEmpty ? "delivered" : "delivered, but \(parts.joined(separator: ", and "))"
        }
    }

    let plan: MonitoringPlan
    let delivery: PlannedDelivery
    /// The notifiers that may be used.
    let names: Set<String>

    /// Says each step to `say`. Its files are gone afterwards, also when it is interrupted.
    func run(_ say: @escaping @Sendable (String) -> Void) throws -> Outcome {
        let directory = FileManager.default.temporaryDirectory.path + "/perfmon-test-\(UUID().uuidString)"
        let guardian = InterruptionGuard { try? FileManager.default.removeItem(atPath: directory) }
        defer {
            try? FileManager.default.removeItem(atPath: directory)
            guardian?.end()
        }
        let incident = TestNotification.incident(
            service: plan.service.name, deployment: plan.service.environment, host: ProcessInfo.processInfo.hostName,
            process: Int(ProcessInfo.processInfo.processIdentifier), plan: plan.hash)
        let reports = try write(incident, to: ReportDirectory(path: directory))

        let outcome = Mutex(Outcome())
        let doorbell = Doorbell()
        let service = try AlertService(plan: plan, directory: directory, only: names) { event in
            if let line = Self.describe(event) { say(line) }
            outcome.withLock { $0.note(event, of: names) }
            if case .ended = event { doorbell.ring() }
        }
        service.test(incident, by: delivery, reports: reports)
        defer {
            service.close()
            service.drain(within: .zero)
        }
        while true {
            let rings = doorbell.count
            let state = outcome.withLock { $0 }
            if state.end != nil {
                say(state.summary)
                return state
            }
            doorbell.wait(since: rings)
        }
    }

    private func write(_ incident: Incident, to directory: ReportDirectory) throws -> [ReportFile] {
        try plan.reports.formats.map { format in
            let renderer = format.renderer
            let name = "\(ReportName(incident.request).stem).\(renderer.fileExtension)"
            return ReportFile(format: format.rawValue, path: try directory.write(renderer.render(incident), named: name))
        }
    }

    private static func describe(_ event: DeliveryEvent) -> String? {
        switch event {
        case .sent(let attempt): "\(attempt.notifier): sent at try \(attempt.number)"
        case .reservation(let attempt, let text): "\(attempt.notifier): not all of it arrived: \(text)"
        case .failed(let attempt, let error, let wait):
            "\(attempt.notifier): try \(attempt.number) failed (\(error.code)): \(error)" + next(after: error, wait)
        case .skipped(let notifier, _, let reason): "\(notifier): left out, because \(reason)"
        case .opened(let notifier, let pause): "\(notifier): left alone for \(Int(pause / .seconds(1))) s"
        case .disabled, .ended, .resumed: nil
        case .problem(let text): text
        }
    }

    private static func next(after error: NotifierError, _ wait: Duration?) -> String {
        if let wait { return "; next try in \(Int(wait / .milliseconds(1))) ms" }
        guard let asked = error.retryAfter, asked > Delivery.longestWaitOfTest else { return "; no further try" }
        return "; it asks for \(Int(asked / .seconds(1))) s of peace, which is too long for a test: no further try"
    }
}

extension NotificationTest.Outcome {
    fileprivate mutating func note(_ event: DeliveryEvent, of names: Set<String>) {
        switch event {
        case .failed(let attempt, _, retryIn: nil): failed.insert(attempt.notifier)
        // One that is switched off was not to be used.
        case .skipped(let notifier, _, _) where names.contains(notifier): failed.insert(notifier)
        case .reservation(let attempt, _): incomplete.insert(attempt.notifier)
        case .ended(_, let end): self.end = end
        default: break
        }
    }
}
#endif
