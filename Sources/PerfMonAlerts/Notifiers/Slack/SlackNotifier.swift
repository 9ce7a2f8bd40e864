public import PerfMonConfiguration

/// Posts to a channel of Slack: as a bot, which can attach the report, or through an incoming webhook.
public struct SlackNotifier: Notifier {
    private enum Access {
        case bot(SlackBot, channel: String)
        case webhook(WebURL, channel: String?, username: String?)
    }

    private let access: Access
    private let transport: HTTPTransport
    private let detail: DetailLevel
    private let hasBlocks: Bool

    /// Needs `bot_token` and `channel`, or `webhook_url`.
    public init(configuration: NotifierSettings) throws {
        let settings = TransportSettings(configuration)
        if configuration.secret("bot_token") != nil {
            let token = try configuration.requiredSecret("bot_token")
            transport = HTTPTransport(settings: settings, redaction: Redaction([token]))
            let bot = SlackBot(server: try configuration.requiredURL("server_url"), token: Secret(token), transport: transport)
            access = .bot(bot, channel: try configuration.requiredText("channel"))
        } else {
            let url = try configuration.requiredURL("webhook_url")
            transport = HTTPTransport(settings: settings, redaction: Redaction([], urls: [url]))
            access = .webhook(url, channel: configuration.text("channel"), username: configuration.text("username"))
        }
        detail = DetailLevel(configuration)
        hasBlocks = configuration.text("format") != "text"
    }

    /// Posts the message; a bot then puts the report into its thread.
    public func send(_ notification: AlertNotification) async throws {
        switch access {
        case .webhook(let url, let channel, let username):
            let limits = AttachmentLimits.none("an incoming webhook")
            var body = message(notification.attaching(within: limits, detail: detail)).body
            body.set("channel", channel.map { .text($0) })
            body.set("username", username.map { .text($0) })
            _ = try await transport.send(HTTPRequest(url, json: body))
        case .bot(let bot, let channel):
            let notification = notification.attaching(within: AttachmentLimits(service: "Slack"), detail: detail)
            let post = try await bot.post(message(notification).body, channel: channel)
            await attach(notification.attachments, bot: bot, to: post)
        }
    }

    private func message(_ notification: AlertNotification) -> SlackMessage {
        SlackMessage(Message(notification, detail: detail), hasBlocks: hasBlocks)
    }

    /// The message has arrived, so whatever happens to the report is no reason to send it again.
    private func attach(_ attachments: [Attachment], bot: SlackBot, to post: SlackBot.Post) async {
        do {
            for attachment in attachments { try await bot.upload(attachment, to: post) }
        } catch let error as NotifierError {
            let note = SlackMessage.escaped("The report could not be attached: \(error.message)")
            _ = try? await bot.post(["text": .text(note)], channel: post.channel, thread: post.ts)
        } catch {
            // Cancelled: there is no time left for a note either.
        }
    }
}
