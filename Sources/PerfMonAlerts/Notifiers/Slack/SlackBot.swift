internal import PerfMonConfiguration

/// The methods of Slack's Web API that a message and its file need.
struct SlackBot: Sendable {
    /// Names a message that was posted.
    struct Post: Decodable, Sendable {
        var channel: String
        var ts: String
    }

    private struct UploadTarget: Decodable {
        var upload_url: String
        var file_id: String
    }

    private struct Outcome: Decodable {
        var ok: Bool
        var error: String?
    }

    /// Slack's own trouble, as opposed to a request that it will never accept.
    private static let temporaryErrors: Set = [
        "internal_error", "fatal_error", "service_unavailable", "request_timeout", "ekm_access_denied",
    ]

    let server: WebURL
    let token: Secret
    var transport: HTTPTransport

    /// The same, but every exchange is over at a moment.
    func ending(at end: ContinuousClock.Instant) -> SlackBot {
        var bot = self
        bot.transport.end = end
        return bot
    }

    /// `chat.postMessage`
    func post(_ body: JSON, channel: String, thread: String? = nil) async throws -> Post {
        var body = body
        body.set("channel", .text(channel))
        body.set("thread_ts", thread.map { .text($0) })
        body.set("unfurl_links", false)
        return try await call("chat.postMessage", body, as: Post.self)
    }

    /// `files.getUploadURLExternal`, the upload, and `files.completeUploadExternal`.
    func upload(_ attachment: Attachment, to post: Post) async throws {
        let form = "filename=\(Self.formEncoded(attachment.name))&length=\(attachment.bytes.count)"
        let target = try await call(
            "files.getUploadURLExternal", "application/x-www-form-urlencoded", Array(form.utf8), as: UploadTarget.self)
        guard let url = WebURL(target.upload_url) else { throw NotifierError(.temporary, "\(server.host) named no URL for the upload") }
        guard url.isEncrypted || !server.isEncrypted else {
            throw NotifierError(.rejected, "\(server.host) named an upload without encryption (http://), so the file was not sent")
        }
        // The URL authorizes by itself; the token is not for whoever it belongs to.
        let upload = HTTPTransport(
            settings: transport.settings, redaction: Redaction([token.reveal()], urls: [url]), end: transport.end)
        _ = try await upload.send(HTTPRequest(url, mediaType: "application/octet-stream", body: attachment.bytes))
        let completion: JSON = [
            "files": [["id": .text(target.file_id), "title": .text(attachment.name)]],
            "channel_id": .text(post.channel),
            "thread_ts": .text(post.ts),
        ]
        _ = try await call("files.completeUploadExternal", completion, as: Outcome.self)
    }

    private func call<Answer: Decodable>(_ method: String, _ body: JSON, as type: Answer.Type) async throws -> Answer {
        try await call(method, "application/json; charset=utf-8", JSONBody.encode(body), as: type)
    }

    /// Slack says with status 200 that something failed.
    private func call<Answer: Decodable>(_ method: String, _ mediaType: String, _ body: [UInt8], as type: Answer.Type) async throws
        -> Answer
    {
        guard let url = server.appending("api/\(method)") else {
            throw NotifierError(.invalidConfiguration, "server_url is no base of other URLs")
        }
        var request = HTTPRequest(url, mediaType: mediaType, body: body)
        request.authorize(bearer: token)
        let response = try await transport.send(request)
        let outcome = JSONBody.decode(Outcome.self, from: response.body)
        if outcome?.ok == true, let answer = JSONBody.decode(type, from: response.body) { return answer }
        let error = outcome?.error ?? ""
        let said = transport.redaction.excerpt(error).map { " (\($0))" } ?? ""
        let code: NotifierError.Code =
            switch error {
            case "ratelimited", "rate_limited": .rateLimited
            case _ where outcome == nil || Self.temporaryErrors.contains(error): .temporary
            default: .rejected
            }
        throw NotifierError(code, "\(url.host) did not accept \(method)\(said)")
    }

    private static func formEncoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                String(UnicodeScalar(byte))
            default: "%" + String(byte >> 4, radix: 16, uppercase: true) + String(byte & 15, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
