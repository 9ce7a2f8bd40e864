#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import PerfMonConfiguration
internal import PerfMonStore

/// Deliveries on the disk, for another process to send.
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

    let spool: NotificationSpool
    let clock: any AlertClock
    let onProblem: @Sendable (String) -> Void

    /// What is to be written down of a delivery. Made when it comes: at the end there may be no time for it.
    func content(of delivery: Delivery) -> [UInt8]? {
        attempt("a notification cannot be kept for the next start") {
            let content = Content(
                notification: delivery.notification,
                pipeline: delivery.pipeline,
                claims: delivery.claims.map { Content.Claim(fingerprint: $0.fingerprint.text, number: $0.number) },
                reports: delivery.reports
            )
            return Array(try JSONEncoder().encode(content))
        }
    }

    /// Writes deliveries down. They belong to this process until ``release()``.
    func put(_ deliveries: [Delivery]) {
        let entries = deliveries.compactMap { delivery in
            delivery.content.map { NotificationSpool.Entry(id: delivery.id, date: delivery.notification.date, content: $0) }
        }
        attempt("undelivered notifications could not be kept for the next start") { try spool.put(entries, at: clock.now) }
    }

    /// Takes what processes have left that are gone. Entries that nobody can send any more are removed.
    ///
    /// - Parameter pipelines: Say how it is sent.
    func take(_ pipelines: [Pipeline]) -> [Delivery] {
        attempt("notifications of an earlier process could not be read") {
            try spool.take(at: clock.now).compactMap { entry in
                if let delivery = Self.delivery(of: entry, pipelines) { return delivery }
                try spool.remove(entry.id)
                return nil
            }
        } ?? []
    }

    private static func delivery(of entry: NotificationSpool.Entry, _ pipelines: [Pipeline]) -> Delivery? {
        guard let content = try? JSONDecoder().decode(Content.self, from: Data(entry.content)), content.notification.id == entry.id,
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

    /// Leaves what is there to others.
    func release() {
        spool.release()
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
