#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
public import PerfMonConfiguration

/// Sends a mail by SMTP: text and HTML, with the report attached.
public struct EmailNotifier: Notifier {
    private let host: String, port: Int
    private let security: MailSubmission.Security
    private let credentials: MailSubmission.Credentials?
    private let sender: MailAddress, recipients: [MailAddress]
    private let subjectPrefix: String
    private let format: MailMessage.Format
    private let transport: MailTransport
    private let detail: DetailLevel

    /// Needs `smtp_host`, `sender` and `recipients`.
    public init(configuration: NotifierSettings) throws {
        host = try configuration.requiredText("smtp_host")
        guard MailText.isHost(host) else {
            throw configuration.problem("smtp_host is no host name and no address; leave out the scheme and the port")
        }
        port = configuration.integer("smtp_port") ?? 587
        security = configuration.text("security").flatMap(MailSubmission.Security.init) ?? .startTLS
        let username = configuration.text("username"), password = configuration.secret("password")?.reveal()
        guard (username == nil) == (password == nil) else {
            throw configuration.problem("username and password belong together; set both or none")
        }
        credentials = username.flatMap { name in password.map { .init(username: name, password: Secret($0)) } }
        let address = { (text: String) in
            guard let address = MailAddress(text) else {
                throw configuration.problem("a sender or recipient is no mail address; write it without a name, such as dev@example.com")
            }
            return address
        }
        sender = try address(try configuration.requiredText("sender"))
        recipients = try configuration.texts("recipients").map(address)
        guard !recipients.isEmpty else { throw configuration.problem("recipients is not set") }
        subjectPrefix = configuration.text("subject_prefix") ?? ""
        format = configuration.text("format").flatMap(MailMessage.Format.init) ?? .html
        // AUTH sends the password in base64, and a server can repeat that.
        let spoken =
            credentials.map {
                ["\0\($0.username)\0\($0.password.reveal())", $0.password.reveal()].map { Data($0.utf8).base64EncodedString() }
            } ?? []
        let redaction = Redaction([password].compactMap(\.self) + spoken)
        transport = MailTransport(settings: TransportSettings(configuration), redaction: redaction)
        detail = DetailLevel(configuration)
    }

    /// Returns when the server has taken the mail for at least one recipient.
    public func send(_ notification: AlertNotification) async throws {
        _ = try await deliver(notification)
    }

    /// Returns when the server has taken the mail for at least one recipient; says whom it refused.
    public func deliver(_ notification: AlertNotification) async throws -> DeliveryReceipt {
        try await notification.attaching(within: AttachmentLimits(service: "mail"), detail: detail).packingAttachments().deliver {
            notification in
            let message = MailMessage(
                notification: notification, message: Message(notification, detail: detail), attachments: notification.attachments,
                sender: sender, recipients: recipients, subjectPrefix: subjectPrefix, format: format, date: Date())
            let refusals = try await transport.send(
                MailSubmission(
                    host: host, port: port, security: security, credentials: credentials, sender: sender.text,
                    recipients: recipients.map(\.text), message: message.bytes))
            return DeliveryReceipt(reservations: refusals)
        }
    }
}

/// A mail address without a name: printable ASCII, and nothing that means something to SMTP or in a header.
struct MailAddress: Sendable {
    let text: String

    /// `nil` for anything else.
    init?(_ text: String) {
        guard MailText.isAddress(text) else { return nil }
        self.text = text
    }

    /// Behind the `@`.
    var domain: String { text.split(separator: "@").dropFirst().last.map(String.init) ?? "localhost" }
}
