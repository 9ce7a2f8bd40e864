package import PerfMonStore

/// A notification with the notifiers that are to send it.
package struct Delivery: Sendable, Identifiable {
    package var notification: AlertNotification
    /// The name of the pipeline it came through.
    package var pipeline: String
    /// How it is sent.
    package var plan: PlannedDelivery
    /// The rights by which it is sent.
    package var claims: [AlertClaim]
    /// The files of its report.
    package var reports: [ReportFile]
    /// What the spool writes down of it; `nil` when it cannot be kept.
    package var content: [UInt8]?
    /// Whether the spool holds it, too.
    package var isSpooled = false
    /// When somebody has confirmed it already: the notifiers that are left to send it, too.
    package var remaining: [String]?

    /// Nobody waits longer for the next try of a test.
    package static let longestWaitOfTest: Duration = .seconds(30)

    package var id: String { notification.id }
    /// Whether it is worth being kept for another process: a test is not.
    var isKept: Bool { !notification.isTest }

    package init(
        notification: AlertNotification,
        pipeline: String,
        plan: PlannedDelivery,
        claims: [AlertClaim] = [],
        reports: [ReportFile] = []
    ) {
        self.notification = notification
        self.pipeline = pipeline
        self.reports = reports
        self.plan = plan
        self.claims = claims
    }
}

/// A notifier as one configuration made it: a later one may make another of the same name.
package struct NotifierKey: Sendable, Hashable {
    package var name: String
    /// Higher for what was made later.
    package var generation: Int

    package init(name: String, generation: Int = 0) {
        self.name = name
        self.generation = generation
    }
}

/// One call of a notifier.
package struct DeliveryAttempt: Sendable, Hashable {
    package var id: UInt64
    package var key: NotifierKey
    package var delivery: Delivery.ID
    /// From 1.
    package var number: Int
    /// The time it may take.
    package var timeout: Duration

    /// The notifier's name.
    package var notifier: String { key.name }
}

/// How a delivery ended.
package enum DeliveryEnd: Sendable, Hashable {
    /// At least one notifier confirmed it.
    case delivered
    /// Every notifier failed.
    case failed
    /// It gave way to others.
    case dropped
    /// Another alert of the same problem has taken its place while it waited.
    case superseded
    /// The spool has it, to be sent later: the process ends before every notifier could send it, or it gave way to others.
    case kept
}

/// What happens to notifications, for the log and for people who test.
package enum DeliveryEvent: Sendable {
    case sent(DeliveryAttempt)
    /// It is about to be ``sent(_:)``, but something of it is missing at the receiver. Told before the end of the attempt.
    case reservation(DeliveryAttempt, String)
    /// `retryIn` is `nil` when that was the last try.
    case failed(DeliveryAttempt, NotifierError, retryIn: Duration?)
    /// It was not tried, because the notifier failed too often, or because it does not exist.
    case skipped(notifier: String, delivery: Delivery.ID, reason: String)
    case opened(notifier: String, for: Duration)
    /// It is not used again before a reload or a restart, because its receiver is gone.
    case disabled(notifier: String, NotifierError)
    case ended(Delivery.ID, DeliveryEnd)
    case resumed(count: Int)
    case problem(String)
}
