#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import PerfMonConfiguration

/// Signs a body as Standard Webhooks 1.0 says, so that a receiver knows who sent it and when.
struct WebhookSignature: Sendable {
    private let secrets: [Secret]

    /// - Parameter secret: `whsec_` and the key in base64, or several of them with blanks between; any other text is the key itself.
    ///   ``PerfMonConfiguration/SigningKeyText`` says whether it can be used.
    init(secret: String) {
        secrets = SigningKeyText.keys(in: secret).map(Secret.init)
    }

    private static func key(_ secret: Secret) -> [UInt8] {
        let text = secret.reveal()
        guard text.hasPrefix(SigningKeyText.prefix) else { return Array(text.utf8) }
        return Data(base64Encoded: String(text.dropFirst(SigningKeyText.prefix.count))).map(Array.init) ?? []
    }

    /// The value of `webhook-signature`: one signature for each key, with blanks between.
    ///
    /// - Parameters:
    ///   - id: The value of `webhook-id`.
    ///   - timestamp: The value of `webhook-timestamp`: seconds since 1970.
    func value(id: String, timestamp: Int, body: [UInt8]) -> String {
        let signed = Array("\(id).\(timestamp).".utf8) + body
        return secrets.map { "v1,\(Data(SHA256.authenticationCode(signed, key: Self.key($0))).base64EncodedString())" }
            .joined(separator: " ")
    }
}
