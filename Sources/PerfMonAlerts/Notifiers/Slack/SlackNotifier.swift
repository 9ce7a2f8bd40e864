public import PerfMonConfiguration

/// Posts to a channel of Slack: as a bot, which can attach the report, or through an incoming webhook.
public struct SlackNotifier: Notifier {
    private enum Access {
        case bot(SlackBot, channel: String)
        case webhook(WebURL, channel: String?, username: String?)
    }

    /// Of the time for one try. The message has arrived by then: a try whose time runs out would be repeated, message and all.
    private static let uploadShare = 0.75, noteShare = 0.95

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
        _ = try await deliver(notification)
    }

    /// Posts the message; a bot then puts the report into its thread, and says when it could not.
    public func deliver(_ notification: AlertNotification) async throws -> DeliveryReceipt {
        switch access {
        case .webhook(let url, let channel, let username):
            let limits = AttachmentLimits.none("an incoming webhook")
            var body = message(notification.attaching(within: limits, detail: detail)).body
            body.set("channel", channel.map { .text($0) })
            body.set("username", username.map { .text($0) })
            _ = try await transport.send(HTTPRequest(url, json: body)) { $0.says("ok") }
            return DeliveryReceipt()
        case .bot(let bot, let channel):
            let time = AttemptTime(transport.settings)
            let notification = notification.attaching(within: AttachmentLimits(service: "Slack"), detail: detail)
            let post = try await bot.post(message(notification).body, channel: channel)
            let problem = await attach(notification.attachments, bot: bot, to: post, time: time)
            return DeliveryReceipt(reservations: [problem].compactMap(\.self))
        }
    }

    private func message(_ notification: AlertNotification) -> SlackMessage {
        SlackMessage(Message(notification, detail: detail), hasBlocks: hasBlocks)
    }

    /// The message has arrived, so whatever happens to the report is no reason to send it again. Says what happened.
    private func attach(_ attachments: [Attachment], bot: SlackBot, to post: SlackBot.Post, time: AttemptTime) async -> String? {
        let uploads = bot.ending(at: time.end(ofShare: Self.uploadShare))
        do {
            for attachment in attachments { try await uploads.upload(attachment, to: post) }
            return nil
        } catch let error as NotifierError {
            let problem = "The report could not be attached: \(error.message)"
            _ = try? await bot.ending(at: time.end(ofShare: Self.noteShare))
                .post(["text": .text(SlackMessage.escaped(problem))], channel: post.channel, thread: post.ts)
            return problem
        } catch {
            // Cancelled: there is no time left for a note either.
            return "The report could not be attached: the attempt was cancelled"
        }
    }
}
