internal import CCurl

/// Hands mails to a server and turns its refusals into errors without secrets.
struct MailTransport: Sendable {
    var settings: TransportSettings
    var redaction: Redaction

    /// Returns when the server has taken the mail for at least one recipient; says for people who was refused, and why.
    func send(_ mail: MailSubmission) async throws -> [String] {
        let outcome = try await Transfer.run(mail, settings: settings)
        let server = "\(mail.host):\(mail.port)"
        guard outcome.result != CURLE_OK else {
            return RecipientReplies(outcome.header).refusals(of: mail.recipients).map { recipient, reply in
                "\(recipient) gets nothing: \(server) answered \(redaction.excerpt(reply) ?? "with a refusal")"
            }
        }
        let failure = TransferFailure(outcome.result, server: server).error
        // The server's last reply says more than libcurl, unless the connection failed for another reason.
        guard Self.isRefusal(outcome.result), let code = replyCode(outcome.responseCode) else { throw failure }
        let reply =
            outcome.header.last { $0.hasPrefix(String(outcome.responseCode)) }.flatMap(redaction.excerpt) ?? String(outcome.responseCode)
        let hint = [530, 534, 535].contains(outcome.responseCode) ? "; check username and password" : ""
        throw NotifierError(code, "\(server) refused the mail: \(reply)\(hint)")
    }

    private static func isRefusal(_ result: CURLcode) -> Bool {
        ![CURLE_OPERATION_TIMEDOUT, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR].contains(result)
    }

    /// 4yz is to be tried again, 5yz is not (RFC 5321, section 4.2.1); 552 is about the size (RFC 1870).
    private func replyCode(_ code: Int) -> NotifierError.Code? {
        switch code {
        case 400..<500: .temporary
        // Also said by a mailbox that is full: a smaller mail may still fit.
        case 552: .tooLarge
        // About the login (RFC 4954, section 6).
        case 530, 534, 535, 538: .denied
        case 500..<600: .rejected
        default: nil
        }
    }
}
