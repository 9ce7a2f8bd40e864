internal import PerfMonConfiguration
internal import PerfMonReporting

/// Removes secrets from what servers answer: an answer can repeat the request.
struct Redaction: Sendable {
    /// What is shorter would also be found where it is no secret; a text is then not shown at all.
    private static let shortest = 6
    /// Of a text that is shown.
    private static let limit = 200

    private let secrets: [Secret]
    private let isShort: Bool

    /// - Parameters:
    ///   - secrets: Never shown.
    ///   - urls: Never shown but for their hosts, neither as a whole nor in parts.
    init(_ secrets: [String], urls: [WebURL] = []) {
        let wholes = secrets.filter { !$0.isEmpty }
        isShort = wholes.contains { $0.count < Self.shortest }
        let parts = urls.flatMap(\.secrets).filter { $0.count >= Self.shortest }
        self.secrets = Set(wholes + parts).sorted { $0.count > $1.count }.map(Secret.init)
    }

    /// One visible line without secrets; `nil` when there is nothing that can be shown.
    func excerpt(_ text: String) -> String? {
        guard !isShort else { return nil }
        var text = text
        for secret in secrets.map({ $0.reveal() }) where text.contains(secret) {
            text = text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "[redacted]")
        }
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        // A page is for browsers.
        guard !words.isEmpty, !words.hasPrefix("<") else { return nil }
        return VisibleText(words, limit: Self.limit).text
    }
}
