internal import Synchronization
public import PerfMonAlerts
public import PerfMonConfiguration

/// A notifier that keeps what it is sent, for tests of an application's own wiring.
public final class InMemoryNotifier: Notifier {
    private let received = Mutex<[AlertNotification]>([])
    private let failure = Mutex<NotifierError?>(nil)

    /// Creates a notifier without a configuration.
    public init() {}

    /// Creates a notifier; the configuration does not matter.
    public init(configuration: NotifierSettings) {}

    /// What was sent so far.
    public var notifications: [AlertNotification] { received.withLock { $0 } }

    /// Makes every attempt fail from now on; `nil` lets them succeed.
    public func fail(with error: NotifierError?) {
        failure.withLock { $0 = error }
    }

    /// Keeps a notification.
    public func send(_ notification: AlertNotification) async throws {
        if let error = failure.withLock({ $0 }) { throw error }
        received.withLock { $0.append(notification) }
    }
}
