/// The headers that a webhook sends by itself, in lower case: they say what the body is, and who signed it.
package enum WebhookHeaders {
    private static let own: Set = [
        "webhook-id", "webhook-timestamp", "webhook-signature", "content-type", "content-length", "transfer-encoding", "host", "expect",
    ]

    /// Whether another header of this name would contradict one of perfmon's.
    package static func isReserved(_ name: String) -> Bool { own.contains(name.lowercased()) }
}
