#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
public import PerfMonConfiguration

/// Sends notifications to any server, signed as Standard Webhooks 1.0 says when there is a `secret`.
///
/// With `multipart: true` the body is the part `payload` of a form, and the signature is that of this part: the files are the
/// other parts.
public struct WebhookNotifier: Notifier {
    private let url: WebURL
    private let method: HTTPRequest.Method
    private let headers: [NotifierSettings.Header]
    private let signature: WebhookSignature?
    private let format: WebhookBody.Format
    private let isMultipart: Bool
    private let transport: HTTPTransport
    private let detail: DetailLevel

    /// Needs `url`.
    public init(configuration: NotifierSettings) throws {
        url = try configuration.requiredURL("url")
        method = configuration.text("method").flatMap(HTTPRequest.Method.init) ?? .post
        headers = configuration.headers
        guard headers.allSatisfy({ !$0.name.isEmpty && !$0.name.utf8.contains { $0 <= 32 || $0 == 127 || $0 == UInt8(ascii: ":") } }) else {
            throw configuration.problem("a name in headers is no name of a header")
        }
        if let reserved = headers.first(where: { WebhookHeaders.isReserved($0.name) }) {
            throw configuration.problem("the header \(reserved.name) is one that perfmon sends itself; choose another name in headers")
        }
        let secret = configuration.secret("secret")?.reveal()
        if let problem = secret.flatMap(SigningKeyText.problem) {
            throw configuration.problem("secret is no key of Standard Webhooks: \(problem)")
        }
        signature = secret.map(WebhookSignature.init)
        format = configuration.text("format").flatMap(WebhookBody.Format.init) ?? .json
        isMultipart = configuration.boolean("multipart") ?? false
        let keys = secret.map(SigningKeyText.keys) ?? []
        let redaction = Redaction(headers.map { $0.value.reveal() } + keys, urls: [url])
        transport = HTTPTransport(settings: TransportSettings(configuration), redaction: redaction)
        detail = DetailLevel(configuration)
    }

    /// Sends the body; `webhook-id` is the notification's identity, so a receiver can tell repeats.
    public func send(_ notification: AlertNotification) async throws {
        _ = try await deliver(notification)
    }

    /// Sends the body; says when the report is too large for the server.
    public func deliver(_ notification: AlertNotification) async throws -> DeliveryReceipt {
        let limits: AttachmentLimits = isMultipart ? AttachmentLimits(service: "the webhook") : .none("a webhook without `multipart`")
        return try await notification.attaching(within: limits, detail: detail).deliver { notification in
            try await post(notification)
            return DeliveryReceipt()
        }
    }

    private func post(_ notification: AlertNotification) async throws {
        let body = try WebhookBody(notification, detail: detail, format: format)
        var request = HTTPRequest(url, mediaType: format.mediaType, body: body.bytes)
        if isMultipart {
            var form = MultipartForm()
            form.add("payload", body.bytes, mediaType: format.mediaType)
            for attachment in notification.attachments { form.add("files", attachment) }
            request = HTTPRequest(url, form: form)
        }
        request.method = method
        let timestamp = Int(Date().timeIntervalSince1970)
        request.headers += [("webhook-id", notification.id), ("webhook-timestamp", String(timestamp))]
        if let signature {
            request.headers.append(("webhook-signature", signature.value(id: notification.id, timestamp: timestamp, body: body.bytes)))
        }
        request.headers += headers.map { ($0.name, $0.value.reveal()) }
        _ = try await transport.send(request)
    }
}
