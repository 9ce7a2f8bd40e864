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

    private let access: Access
    private let transport: HTTPTransport
    private let detail: DetailLevel
    private let style: MessageText.Style

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
        switch access {
        case .webhook(let url):
            let message = message(notification.attaching(within: .none("an incoming webhook"), detail: detail))
            _ = try await transport.send(HTTPRequest(url, json: ["text": .text(message.text(limit: Self.maximumLength))] as JSON))
        case .bot(let files, let posts, let token, let channel):
            let notification = notification.attaching(within: Self.limits, detail: detail)
            let message = message(notification)
            var ids: [JSON] = [], note = ""
            do {
                for attachment in notification.attachments {
                    ids.append(.text(try await upload(attachment, to: files, token: token, channel: channel)))
                }
            } catch let error as NotifierError {
                note = "\n\nThe report could not be attached: \(error.message)"
            }
            let text = message.text(limit: Self.maximumLength - note.utf16.count) + note
            let post: JSON = ["channel_id": .text(channel), "message": .text(text), "file_ids": .array(ids)]
            var request = try HTTPRequest(posts, json: post)
            request.authorize(bearer: token)
            _ = try await transport.send(request)
        }
    }

    private func message(_ notification: AlertNotification) -> MessageText {
        MessageText(message: Message(notification, detail: detail), style: style)
    }

    private struct Upload: Decodable {
        struct File: Decodable {
            var id: String
        }

        var file_infos: [File]
    }

    private func upload(_ attachment: Attachment, to url: WebURL, token: Secret, channel: String) async throws -> String {
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
