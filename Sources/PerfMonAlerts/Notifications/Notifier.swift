public import PerfMonConfiguration

/// A way to tell people, or a system of theirs, about a slow request.
///
/// The built-in types and an application's own are used in the same way: made once from the configuration, then called for one
/// notification after the other, never twice at the same time.
public protocol Notifier: Sendable {
    /// The JSON Schema (2020-12) of the keys that this type has under `notifiers.<name>`, without `type`, `enabled` and
    /// `timeout`; `nil` when it has none of its own. Keys with `"x-perfmon-secret": true` arrive as ``PerfMonConfiguration/Secret``.
    static var configurationSchema: String? { get }

    /// Creates a notifier. Nothing is sent, no connection is made.
    ///
    /// - Parameter configuration: The values of the notifier's keys.
    /// - Throws: An error that says which key is wrong and what to write instead.
    init(configuration: NotifierSettings) throws

    /// Sends one notification and returns when the receiver has confirmed it.
    ///
    /// Called off the server's own threads: it may block, though it then holds up the notifications after it. When the time for an
    /// attempt is over, the task is cancelled, and what comes of it later does not count.
    ///
    /// - Throws: ``NotifierError``. Its text is logged, so it must not hold a secret. Any other error counts as
    ///   ``NotifierError/Code/temporary``, and only its type is logged.
    func send(_ notification: AlertNotification) async throws

    /// Sends one notification like ``send(_:)``, and says what is missing of it at the receiver. This is what delivery calls.
    ///
    /// Needed only by types that can tell: the default calls ``send(_:)`` and has no reservations.
    func deliver(_ notification: AlertNotification) async throws -> DeliveryReceipt
}

extension Notifier {
    /// No keys.
    public static var configurationSchema: String? { nil }

    /// Sends it; nothing is missing.
    public func deliver(_ notification: AlertNotification) async throws -> DeliveryReceipt {
        try await send(notification)
        return DeliveryReceipt()
    }
}
