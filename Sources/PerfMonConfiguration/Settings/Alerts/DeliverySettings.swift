/// Limits of every notifier.
public struct DeliverySettings: Sendable, Hashable {
    /// What gives way when the queue of notifications is full.
    public enum Overflow: String, Sendable, Hashable, CaseIterable {
        /// The notification that has waited longest.
        case dropOldest = "drop_oldest"
        /// The one that has just come.
        case dropNewest = "drop_newest"
        /// None: the report worker waits. Requests never do.
        case block
    }

    /// For one attempt to send.
    public var timeout: Duration = .seconds(30)
    /// How many notifications may wait.
    public var queueSize = 1000
    /// Which notification gives way when the queue is full.
    public var whenFull = Overflow.dropOldest
    /// How long a shutdown waits for notifications on their way.
    public var shutdownGrace: Duration = .seconds(5)
    /// When and how often sending is tried again.
    public var retry = RetrySettings()

    /// Creates the defaults.
    public init() {}
}

/// Exponential back-off.
public struct RetrySettings: Sendable, Hashable {
    /// Total tries, the first included.
    public var attempts = 3
    /// The wait before the second try.
    public var initialDelay: Duration = .seconds(1)
    /// The upper bound of one wait.
    public var maxDelay: Duration = .seconds(30)
    /// What each wait is multiplied by to give the next.
    public var multiplier = 2.0
    /// The random share, 0 to 1, that is added to a wait or taken from it.
    public var jitter = 0.2

    /// Creates the defaults.
    public init() {}
}
