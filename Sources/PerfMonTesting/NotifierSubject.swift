public import PerfMonAlerts

/// A type of notifiers with receivers to try it on.
public protocol NotifierSubject: Sendable {
    /// What must never be seen, such as tokens of the configuration.
    var secrets: [String] { get }

    /// A notifier whose receiver behaves like this; `nil` when it cannot.
    func notifier(for behavior: ReceiverBehavior) async throws -> (any Notifier)?
}

extension NotifierSubject {
    /// None.
    public var secrets: [String] { [] }
}
