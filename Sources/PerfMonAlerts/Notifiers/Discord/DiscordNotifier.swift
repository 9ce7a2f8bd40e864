public import PerfMonConfiguration

/// Posts to a channel of Discord through a webhook, with the report as a file.
public struct DiscordNotifier: Notifier {
    /// Of a file, and of all of them, without a server boost.
    private static let maximumFile = 10 << 20, maximumFiles = 24 << 20

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
        let files = fitting(detail.attachments(of: notification))
        var body = DiscordMessage(Message(notification, detail: detail), style: style).body
        body.set("username", username.map { .text(ClippedText.text($0, limit: 80)) })
        guard !files.isEmpty else {
            _ = try await transport.send(HTTPRequest(url, json: body))
            return
        }
        var form = MultipartForm()
        form.add("payload_json", try JSONBody.encode(body), mediaType: "application/json")
        for (index, file) in files.enumerated() { form.add("files[\(index)]", file) }
        _ = try await transport.send(HTTPRequest(url, form: form))
    }

    private func fitting(_ attachments: [Attachment]) -> [Attachment] {
        var total = 0
        return attachments.prefix(10).filter { attachment in
            guard attachment.bytes.count <= Self.maximumFile, total + attachment.bytes.count <= Self.maximumFiles else { return false }
            total += attachment.bytes.count
            return true
        }
    }
}
