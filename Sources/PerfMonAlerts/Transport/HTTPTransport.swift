#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import CCurl

/// Sends requests of one notifier and turns every answer but success into a ``NotifierError`` without secrets.
struct HTTPTransport: Sendable {
    var settings: TransportSettings
    var redaction: Redaction
    /// When every exchange has to be over, whatever time one may take by itself.
    var end: ContinuousClock.Instant?

    /// The same, but every exchange is over at a moment.
    func ending(at end: ContinuousClock.Instant) -> HTTPTransport {
        var transport = self
        transport.end = end
        return transport
    }

    /// The answer, when its status is 2xx.
    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        var settings = settings
        if let end { settings.limit(to: ContinuousClock.now.duration(to: end)) }
        guard settings.timeout > .zero else { throw NotifierError(.timeout, "no time was left to ask \(request.url.host)") }
        let outcome = try await Transfer.run(request, settings: settings)
        guard outcome.result == CURLE_OK else { throw TransferFailure(outcome.result, server: request.url.host).error }
        let response = HTTPResponse(status: outcome.responseCode, header: outcome.header, body: outcome.body)
        guard (200..<300).contains(response.status) else { throw error(response, host: request.url.host) }
        return response
    }

    /// Like ``send(_:)``, for services that confirm in words: a login page or a proxy can answer 200, too.
    ///
    /// - Parameter isConfirmation: Whether the body is what the service answers when it has taken the message.
    func send(_ request: HTTPRequest, confirmedBy isConfirmation: (HTTPResponse) -> Bool) async throws -> HTTPResponse {
        let response = try await send(request)
        guard isConfirmation(response) else {
            let said = redaction.excerpt(String(decoding: response.body.prefix(1000), as: UTF8.self)).map { " (\($0))" } ?? ""
            throw NotifierError(
                .temporary,
                "\(request.url.host) answered \(response.status) without a confirmation\(said); "
                    + "check the URL, and whether something else answers in its place, such as a login page")
        }
        return response
    }

    /// What a server means that answers with this.
    func error(_ response: HTTPResponse, host: String) -> NotifierError {
        let details = AnswerDetails(response.body)
        let said = details.explanation.flatMap(redaction.excerpt).map { " (\($0))" } ?? ""
        let answer = "\(host) answered \(response.status)\(said)"
        switch response.status {
        case 429: return NotifierError(.rateLimited, answer, retryAfter: retryAfter(response, details))
        case 408, 500...: return NotifierError(.temporary, answer, retryAfter: retryAfter(response, details))
        case 300..<400: return NotifierError(.denied, "\(answer); redirects are not followed, configure the URL that they lead to")
        case 401, 403: return NotifierError(.denied, "\(answer); check the token or the webhook's URL, and what it is allowed to do")
        case 404: return NotifierError(.denied, "\(answer); check whether the webhook or the channel still exists")
        case 410: return NotifierError(.gone, "\(answer); check whether the webhook or the channel still exists")
        case 413: return NotifierError(.tooLarge, "\(answer); lower max_attachment in the pipeline's format stage")
        default: return NotifierError(.rejected, answer)
        }
    }

    private func retryAfter(_ response: HTTPResponse, _ details: AnswerDetails) -> Duration? {
        let now = Date().timeIntervalSince1970
        return details.retryAfter.flatMap(RetryAfter.seconds)
            ?? ["Retry-After", "X-RateLimit-Reset-After"].lazy
            .compactMap { response.header($0) }
            .compactMap { RetryAfter.header($0, secondsSince1970: now) }.first
    }
}

extension HTTPResponse {
    /// Whether the body is this word.
    func says(_ word: String) -> Bool {
        String(decoding: body.prefix(100), as: UTF8.self).trimmed == word
    }

    /// Whether the body is a page for people, which no API answers with.
    var isPage: Bool {
        String(decoding: body.prefix(100), as: UTF8.self).trimmed.hasPrefix("<")
    }
}

/// What servers say in the body of an answer, by the names that the supported services use.
struct AnswerDetails {
    private struct Body: Decodable {
        var retryAfter: Double?, message: String?, error: String?

        enum CodingKeys: String, CodingKey {
            case retryAfter = "retry_after", message, error
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            retryAfter = try? values.decodeIfPresent(Double.self, forKey: .retryAfter)
            message = try? values.decodeIfPresent(String.self, forKey: .message)
            error = try? values.decodeIfPresent(String.self, forKey: .error)
        }
    }

    /// In seconds.
    let retryAfter: Double?
    /// For people.
    let explanation: String?

    init(_ bytes: [UInt8]) {
        let body = try? JSONDecoder().decode(Body.self, from: Data(bytes))
        retryAfter = body?.retryAfter
        explanation = body?.message ?? body?.error ?? String(decoding: bytes.prefix(1000), as: UTF8.self)
    }
}
