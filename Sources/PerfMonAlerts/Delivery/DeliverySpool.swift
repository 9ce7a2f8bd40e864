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

        var alertClaims: [AlertClaim] {
            claims.map { AlertClaim(fingerprint: Fingerprint(text: $0.fingerprint), number: $0.number) }
        }
    }

    /// What is written down when somebody has confirmed it, and some notifiers are left.
    private struct Rest: Decodable {
        var remaining: [String]
        var delivery: Content
    }

    /// What processes have left that are gone.
    struct Taken {
        var deliveries: [Delivery] = []
        /// Claims of what nobody sends any more.
        var abandoned: [AlertClaim] = []
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

    /// Writes deliveries down, in the place of what was written of them before. They belong to this process until ``release()``.
    func put(_ deliveries: [Delivery]) {
        let entries = deliveries.compactMap { delivery in
            content(ofRest: delivery).map { NotificationSpool.Entry(id: delivery.id, date: delivery.notification.date, content: $0) }
        }
        attempt("undelivered notifications could not be kept for the next start") {
            let dropped = try spool.put(entries, at: clock.now)
            report("undelivered notifications are not kept for the next start", dropped.map { Self.text($0.reason) })
        }
    }

    /// The content, put together without encoding it again.
    private func content(ofRest delivery: Delivery) -> [UInt8]? {
        guard let remaining = delivery.remaining else { return delivery.content }
        guard let content = delivery.content, let names = try? JSONEncoder().encode(remaining) else { return nil }
        return Array("{\"remaining\":".utf8) + names + Array(",\"delivery\":".utf8) + content + Array("}".utf8)
    }

    /// Takes what processes have left that are gone. Entries that nobody can send any more are removed, and counted in a problem.
    ///
    /// - Parameter pipelines: Say how it is sent.
    func take(_ pipelines: [Pipeline]) -> Taken {
        attempt("notifications of an earlier process could not be read") {
            let found = try spool.take(at: clock.now)
            var taken = Taken()
            var losses = found.dropped.map { Self.text($0.reason) } + Array(repeating: Self.text(.unreadable), count: found.damaged)
            for (entry, _) in found.dropped { taken.abandoned += Self.content(of: entry)?.content.alertClaims ?? [] }
            for entry in found.entries {
                guard let (content, remaining) = Self.content(of: entry) else {
                    losses.append(Self.text(.unreadable))
                    try spool.remove(entry.id)
                    continue
                }
                if let delivery = Self.delivery(of: content, remaining, pipelines) {
                    taken.deliveries.append(delivery)
                } else {
                    losses.append("of a pipeline that is gone")
                    taken.abandoned += content.alertClaims
                    try spool.remove(entry.id)
                }
            }
            report("notifications of an earlier process are given up", losses)
            return taken
        } ?? Taken()
    }

    private static func content(of entry: NotificationSpool.Entry) -> (content: Content, remaining: [String]?)? {
        let (decoder, bytes) = (JSONDecoder(), Data(entry.content))
        let rest =
            (try? decoder.decode(Content.self, from: bytes)).map { ($0, nil) }
            ?? (try? decoder.decode(Rest.self, from: bytes)).map { ($0.delivery, $0.remaining) }
        return rest.flatMap { $0.0.notification.id == entry.id ? $0 : nil }
    }

    private static func delivery(of content: Content, _ remaining: [String]?, _ pipelines: [Pipeline]) -> Delivery? {
        guard let plan = pipelines.first(where: { $0.name == content.pipeline })?.delivery else { return nil }
        var delivery = Delivery(
            notification: content.notification, pipeline: content.pipeline, plan: plan, claims: content.alertClaims,
            reports: content.reports)
        delivery.isSpooled = true
        delivery.remaining = remaining
        delivery.content = (try? JSONEncoder().encode(content)).map(Array.init)
        return delivery
    }

    /// Says once how many are lost, and why.
    private func report(_ what: String, _ losses: [String]) {
        guard !losses.isEmpty else { return }
        let counts = Dictionary(losses.map { ($0, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
        onProblem("\(what): \(counts.map { "\($1) \($0)" }.joined(separator: ", "))")
    }

    private static func text(_ reason: NotificationSpool.DropReason) -> String {
        switch reason {
        case .tooOld: "older than \(Int(NotificationSpool.longestAge / 3600)) h"
        case .tooMany: "more than are kept (\(NotificationSpool.maximumCount), \(NotificationSpool.maximumBytes >> 20) MiB)"
        case .unreadable: "that cannot be read"
        }
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
