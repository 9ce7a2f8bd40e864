public import PerfMonConfiguration

/// Posts to a channel of Discord through a webhook, with the report as a file.
public struct DiscordNotifier: Notifier {
    /// Without a server boost.
    private static let limits = AttachmentLimits(service: "Discord", count: 10, file: 10 << 20, total: 24 << 20)

    private let url: WebURL
    private let username: String?
    private let transport: HTTPTransport
    private let detail: DetailLevel
    private let style: MessageText.Style

    /// Needs `webhook_url`.
    public init(configuration: NotifierSettings) throws {
        let configured = try configuration.requiredURL("webhook_url")
        // Discord answers when the message is there, not before it is tried.
        guard let url = configured.adding(query: "wait=true") else { throw configuration.problem("webhook_url cannot take a query") }
        self.url = url
        username = configuration.text("username")
        transport = HTTPTransport(settings: TransportSettings(configuration), redaction: Redaction([], urls: [configured]))
        detail = DetailLevel(configuration)
        style = MessageText.Style(chat: configuration)
    }

    /// Posts one embed.
    public func send(_ notification: AlertNotification) async throws {
        _ = try await deliver(notification)
    }

    /// Posts one embed; says when the report is too large for it.
    public func deliver(_ notification: AlertNotification) async throws -> DeliveryReceipt {
        try await notification.attaching(within: Self.limits, detail: detail).deliver { notification in
            try await post(notification)
            return DeliveryReceipt()
        }
    }

    private func post(_ notification: AlertNotification) async throws {
        var body = DiscordMessage(Message(notification, detail: detail), style: style).body
        body.set("username", username.map { .text(ClippedText.text($0, limit: 80)) })
        guard !notification.attachments.isEmpty else {
            _ = try await transport.send(HTTPRequest(url, json: body)) { !$0.isPage }
            return
        }
        var form = MultipartForm()
        form.add("payload_json", try JSONBody.encode(body), mediaType: "application/json")
        for (index, file) in notification.attachments.enumerated() { form.add("files[\(index)]", file) }
        _ = try await transport.send(HTTPRequest(url, form: form)) { !$0.isPage }
    }
}
