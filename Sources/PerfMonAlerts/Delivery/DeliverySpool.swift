#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import PerfMonConfiguration
internal import PerfMonStore

/// Deliveries on the disk, for the next process to send.
struct DeliverySpool: Sendable {
    /// What is written down. How it is sent, the configuration of the next process says.
    private struct Content: Codable {
        struct Claim: Codable {
            var fingerprint: String
            var number: Int64
        }

        var notification: AlertNotification
        var pipeline: String
        var claims: [Claim]
        var reports: [ReportFile]
    }

    /// How long a process has for what it took before another one may try.
    private static let lease: TimeInterval = 600

    let spool: NotificationSpool
    let pipelines: [Pipeline]
    let clock: any AlertClock
    let onProblem: @Sendable (String) -> Void

    /// Writes deliveries down; nobody else takes them until `end`.
    func put(_ deliveries: [Delivery], takenUntil end: Date) {
        guard !deliveries.isEmpty else { return }
        attempt("undelivered notifications could not be kept for the next start") {
            let entries = try deliveries.map { delivery in
                let content = Content(
                    notification: delivery.notification,
                    pipeline: delivery.pipeline,
                    claims: delivery.claims.map { Content.Claim(fingerprint: $0.fingerprint.text, number: $0.number) },
                    reports: delivery.reports
                )
                return NotificationSpool.Entry(id: delivery.id, content: Array(try JSONEncoder().encode(content)))
            }
            try spool.put(entries, at: clock.now, takenUntil: end)
        }
    }

    /// Takes what waits. Entries that nobody can send any more are removed.
    func take() -> [Delivery] {
        attempt("notifications of an earlier process could not be read") {
            try spool.take(at: clock.now, until: clock.now.addingTimeInterval(Self.lease)).compactMap { entry in
                if let delivery = delivery(of: entry) { return delivery }
                try spool.remove(entry.id)
                return nil
            }
        } ?? []
    }

    private func delivery(of entry: NotificationSpool.Entry) -> Delivery? {
        guard let content = try? JSONDecoder().decode(Content.self, from: Data(entry.content)),
            let plan = pipelines.first(where: { $0.name == content.pipeline })?.delivery
        else { return nil }
        var delivery = Delivery(
            notification: content.notification,
            pipeline: content.pipeline,
            plan: plan,
            claims: content.claims.map { AlertClaim(fingerprint: Fingerprint(text: $0.fingerprint), number: $0.number) },
            reports: content.reports
        )
        delivery.isSpooled = true
        return delivery
    }

    /// Removes a delivery that was sent or given up.
    func remove(_ delivery: Delivery) {
        attempt("a sent notification could not be removed, and will be sent again") { try spool.remove(delivery.id) }
    }

    @discardableResult
    private func attempt<Value>(_ failure: String, _ body: () throws -> Value) -> Value? {
        do {
            return try body()
        } catch {
            onProblem("\(failure): \(error)")
            return nil
        }
    }
}
