public import PerfMonConfiguration

/// Posts to a channel of Mattermost: with a bot's token, which can attach the report, or through an incoming webhook.
///
/// Uses version 4 of the server's API: `POST /api/v4/files`, then `POST /api/v4/posts`.
public struct MattermostNotifier: Notifier {
    private enum Access {
        case bot(files: WebURL, posts: WebURL, token: Secret, channel: String)
        case webhook(WebURL)
    }

    /// A post has 16,383 runes; the server splits what is longer, blocks of code too.
    static let maximumLength = 16_000
    private static let limits = AttachmentLimits(service: "Mattermost", count: 5)
    /// Of the time for one try: the rest is for the message, which goes out whatever becomes of the report.
    private static let uploadShare = 0.5

    private let access: Access
    private let transport: HTTPTransport
    private let detail: DetailLevel
    private let style: MessageText.Style
    private let uploads = UploadMemory()

    /// Needs `webhook_url`, or `server_url`, `token` and `channel_id`.
    public init(configuration: NotifierSettings) throws {
        let redaction: Redaction
        if configuration.secret("webhook_url") != nil {
            let url = try configuration.requiredURL("webhook_url")
            access = .webhook(url)
            redaction = Redaction([], urls: [url])
        } else {
            let server = try configuration.requiredURL("server_url"), token = try configuration.requiredSecret("token")
            guard let files = server.appending("api/v4/files"), let posts = server.appending("api/v4/posts") else {
                throw configuration.problem("server_url is no base of other URLs")
            }
            access = .bot(files: files, posts: posts, token: Secret(token), channel: try configuration.requiredText("channel_id"))
            redaction = Redaction([token])
        }
        transport = HTTPTransport(settings: TransportSettings(configuration), redaction: redaction)
        detail = DetailLevel(configuration)
        style = MessageText.Style(chat: configuration)
    }

    /// Posts the message; when the report cannot be attached, the message says so.
    public func send(_ notification: AlertNotification) async throws {
        _ = try await deliver(notification)
    }

    /// Posts the message; says when the report could not be attached.
    public func deliver(_ notification: AlertNotification) async throws -> DeliveryReceipt {
        switch access {
        case .webhook(let url):
            let message = message(notification.attaching(within: .none("an incoming webhook"), detail: detail))
            let body: JSON = ["text": .text(message.text(limit: Self.maximumLength))]
            _ = try await transport.send(HTTPRequest(url, json: body)) { $0.says("ok") }
            return DeliveryReceipt()
        case .bot(let files, let posts, let token, let channel):
            let notification = notification.attaching(within: Self.limits, detail: detail)
            let message = message(notification)
            let transport = transport.ending(at: AttemptTime(transport.settings).end(ofShare: Self.uploadShare))
            var ids: [String] = [], problem: String?
            do {
                for attachment in notification.attachments {
                    ids.append(
                        try await uploads.id(of: attachment, in: notification) {
                            try await upload(attachment, to: files, token: token, channel: channel, through: transport)
                        })
                }
            } catch let error as NotifierError {
                problem = "The report could not be attached: \(error.message)"
            }
            let note = problem.map { "\n\n\($0)" } ?? ""
            let text = message.text(limit: Self.maximumLength - note.utf16.count) + note
            let post: JSON = ["channel_id": .text(channel), "message": .text(text), "file_ids": .array(ids.map { .text($0) })]
            var request = try HTTPRequest(posts, json: post)
            request.authorize(bearer: token)
            _ = try await self.transport.send(request) { JSONBody.decode(Post.self, from: $0.body) != nil }
            return DeliveryReceipt(reservations: [problem].compactMap(\.self))
        }
    }

    private func message(_ notification: AlertNotification) -> MessageText {
        MessageText(message: Message(notification, detail: detail), style: style)
    }

    private struct Post: Decodable {
        var id: String
    }

    private struct Upload: Decodable {
        struct File: Decodable {
            var id: String
        }

        var file_infos: [File]
    }

    private func upload(
        _ attachment: Attachment, to url: WebURL, token: Secret, channel: String, through transport: HTTPTransport
    ) async throws -> String {
        var form = MultipartForm()
        form.add("channel_id", Array(channel.utf8))
        form.add("files", attachment)
        var request = HTTPRequest(url, form: form)
        request.authorize(bearer: token)
        let response = try await transport.send(request)
        guard let id = JSONBody.decode(Upload.self, from: response.body)?.file_infos.first?.id else {
            throw NotifierError(.temporary, "\(url.host) confirmed no file")
        }
        return id
    }
}
