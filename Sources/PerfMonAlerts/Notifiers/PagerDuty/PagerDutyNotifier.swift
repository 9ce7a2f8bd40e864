public import PerfMonConfiguration
internal import PerfMonModel
internal import PerfMonReporting

/// Triggers an alert of PagerDuty through version 2 of its Events API. Repeats of a fingerprint join the alert that is open.
public struct PagerDutyNotifier: Notifier {
    private let url: WebURL
    private let routingKey: Secret
    private let severity: String
    private let transport: HTTPTransport
    private let detail: DetailLevel

    /// Needs `routing_key`.
    public init(configuration: NotifierSettings) throws {
        guard let url = try configuration.requiredURL("server_url").appending("v2/enqueue") else {
            throw configuration.problem("server_url is no base of other URLs")
        }
        self.url = url
        let routingKey = try configuration.requiredSecret("routing_key")
        self.routingKey = Secret(routingKey)
        severity = configuration.text("severity") ?? "warning"
        transport = HTTPTransport(settings: TransportSettings(configuration), redaction: Redaction([routingKey]))
        detail = DetailLevel(configuration)
    }

    /// Sends one event.
    public func send(_ notification: AlertNotification) async throws {
        _ = try await transport.send(HTTPRequest(url, json: event(notification))) {
            JSONBody.decode(Answer.self, from: $0.body)?.status == "success"
        }
    }

    private struct Answer: Decodable {
        var status: String
    }

    private func event(_ notification: AlertNotification) -> JSON {
        let notification = notification.attaching(within: .none("PagerDuty"), detail: detail)
        let message = Message(notification, detail: detail), environment = notification.environment
        let source = detail == .full ? environment.host : environment.service
        let facts = Dictionary(message.facts.map { ($0.label, JSON.text($0.value)) }) { $1 }
        let split = message.split.map { JSON.text("\($0.title): \($0.duration) (\($0.percentage))") }
        var details: JSON = .object(facts)
        details.set("Verdict", .text(message.verdict))
        details.set("Advice", .array(message.advice.map { .text($0) }))
        details.set("Wall time", .array(split))
        details.set("Hot path", .array(message.hotPath.map { .text($0) }))
        if !message.callTree.isEmpty { details.set("Call tree", .array(message.callTree.map { .text($0) })) }
        details.set("History", message.history.map { .text($0) })
        details.set("Report", .text(message.report))
        return [
            "routing_key": .text(routingKey.reveal()),
            "event_action": "trigger",
            // Tests do not join alerts that people work on.
            "dedup_key": .text(ClippedText.text("perfmon-\(notification.isTest ? "test-" : "")\(notification.fingerprint)", limit: 255)),
            "client": "perfmon",
            "payload": [
                "summary": .text(ClippedText.text(message.headline, limit: 1024)),
                "source": .text(ClippedText.text(VisibleText(source).text, limit: 255)),
                "severity": .text(severity),
                "timestamp": .text(UTCTime(notification.date).iso8601),
                "component": .text(ClippedText.text(VisibleText(environment.service).text, limit: 255)),
                "group": .text(ClippedText.text(VisibleText(environment.deployment ?? environment.service).text, limit: 255)),
                "class": .text(message.classification),
                "custom_details": details,
            ],
        ]
    }
}
