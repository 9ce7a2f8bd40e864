#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import PerfMonConfiguration

/// Signs a body as Standard Webhooks 1.0 says, so that a receiver knows who sent it and when.
struct WebhookSignature: Sendable {
    private let secret: Secret
    private static let prefix = "whsec_"

    /// - Parameter secret: `whsec_` and the key in base64, or any other text, which is the key itself.
    /// - Returns: `nil` when what follows `whsec_` is no base64.
    init?(secret: String) {
        self.secret = Secret(secret)
        guard key != nil else { return nil }
    }

    private var key: [UInt8]? {
        let text = secret.reveal()
        guard text.hasPrefix(Self.prefix) else { return Array(text.utf8) }
        return Data(base64Encoded: String(text.dropFirst(Self.prefix.count))).flatMap { $0.isEmpty ? nil : Array($0) }
    }

    /// The value of `webhook-signature`.
    ///
    /// - Parameters:
    ///   - id: The value of `webhook-id`.
    ///   - timestamp: The value of `webhook-timestamp`: seconds since 1970.
    func value(id: String, timestamp: Int, body: [UInt8]) -> String {
        let signed = Array("\(id).\(timestamp).".utf8) + body
        return "v1,\(Data(SHA256.authenticationCode(signed, key: key ?? [])).base64EncodedString())"
    }
}
