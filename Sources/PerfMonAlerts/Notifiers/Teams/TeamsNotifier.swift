public import PerfMonConfiguration

/// Posts an adaptive card to a channel or chat of Microsoft Teams, through the webhook of a workflow.
public struct TeamsNotifier: Notifier {
    private let url: WebURL
    private let transport: HTTPTransport
    private let detail: DetailLevel
    private let isPlain: Bool

    /// Needs `webhook_url`.
    public init(configuration: NotifierSettings) throws {
        url = try configuration.requiredURL("webhook_url")
        transport = HTTPTransport(settings: TransportSettings(configuration), redaction: Redaction([], urls: [url]))
        detail = DetailLevel(configuration)
        isPlain = configuration.text("format") == "text"
    }

    /// Posts the card. Files cannot be sent this way; the card says where the report is.
    public func send(_ notification: AlertNotification) async throws {
        let notification = notification.attaching(within: .none("Teams"), detail: detail)
        let card = TeamsCard(Message(notification, detail: detail), isPlain: isPlain)
        let response = try await transport.send(HTTPRequest(url, json: card.body)) { !$0.isPage }
        // Connectors answer 200 and put the status of what happened behind them into the text.
        let text = String(decoding: response.body, as: UTF8.self)
        guard let range = text.firstRange(of: "HTTP error "), let status = Int(text[range.upperBound...].prefix(3)) else { return }
        throw transport.error(HTTPResponse(status: status, header: response.header, body: []), host: url.host)
    }
}
