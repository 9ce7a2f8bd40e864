public import PerfMonAlerts
public import PerfMonConfiguration
internal import Synchronization

/// A notifier that keeps what it is sent, for tests of an application's own wiring.
///
/// Register it under the type that the configuration names, and look at it by the notifier's name:
///
/// ```swift
/// let monitor = try Monitor(plan: plan, notifiers: ["slack": InMemoryNotifier.self])
/// …
/// #expect(InMemoryNotifier.named("team-chat")?.notifications.count == 1)
/// ```
public final class InMemoryNotifier: Notifier {
    private struct Reference: Sendable {
        weak var notifier: InMemoryNotifier?
    }

    private static let all = Mutex<[String: Reference]>([:])

    private let received = Mutex<[AlertNotification]>([])
    private let failure = Mutex<NotifierError?>(nil)

    /// Creates a notifier without a configuration.
    public init() {}

    /// Creates a notifier that ``named(_:)`` finds as long as it is in use.
    public init(configuration: NotifierSettings) {
        Self.all.withLock { $0[configuration.name] = Reference(notifier: self) }
    }

    /// The notifier that was made last for this name of the configuration.
    public static func named(_ name: String) -> InMemoryNotifier? {
        all.withLock { $0[name]?.notifier }
    }

    /// What was sent so far.
    public var notifications: [AlertNotification] { received.withLock { $0 } }

    /// Makes every attempt fail from now on; `nil` lets them succeed.
    public func fail(with error: NotifierError?) {
        failure.withLock { $0 = error }
    }

    /// Keeps a notification, or fails as it was told to.
    public func send(_ notification: AlertNotification) async throws {
        if let error = failure.withLock({ $0 }) { throw error }
        received.withLock { $0.append(notification) }
    }
}
