#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The time that alerts go by. Tests bring their own.
public protocol AlertClock: Sendable {
    /// The date, which may jump.
    var now: Date { get }
    /// Time since some moment; it never goes back.
    var uptime: Duration { get }
    /// How long to sleep, at most, until a moment of ``uptime``; `nil` when only an observer's call ends the wait.
    func sleep(until moment: Duration) -> Duration?
    /// Calls `observer` whenever time passes at once instead of by itself.
    func observe(_ observer: @escaping @Sendable () -> Void)
}

/// The machine's clock.
public struct SystemAlertClock: AlertClock {
    private static let start = ContinuousClock.now

    /// Creates a clock.
    public init() {}

    /// The date.
    public var now: Date { Date() }
    /// Time since the first use in this process, sleep of the machine included.
    public var uptime: Duration { Self.start.duration(to: .now) }
    /// The time that is left.
    public func sleep(until moment: Duration) -> Duration? { moment - uptime }
    /// Time only passes by itself.
    public func observe(_ observer: @escaping @Sendable () -> Void) {}
}
