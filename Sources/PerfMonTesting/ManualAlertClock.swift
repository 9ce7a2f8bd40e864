#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif
public import PerfMonAlerts
internal import Synchronization

/// A clock that a test sets. Waits for its time end when the test says that it has come.
public final class ManualAlertClock: AlertClock {
    private struct State {
        var now: Date
        var uptime = Duration.zero
        var observers: [@Sendable () -> Void] = []
    }

    private let state: Mutex<State>

    /// Creates a clock that stands still at a date.
    public init(now: Date = Date(timeIntervalSince1970: 1_800_000_000)) {
        state = Mutex(State(now: now))
    }

    /// The date that was set.
    public var now: Date { state.withLock { $0.now } }
    /// How far the clock was advanced.
    public var uptime: Duration { state.withLock { $0.uptime } }
    /// Only ``advance(by:)`` ends a wait.
    public func sleep(until moment: Duration) -> Duration? { nil }

    /// Calls `observer` at each ``advance(by:)``.
    public func observe(_ observer: @escaping @Sendable () -> Void) {
        state.withLock { $0.observers.append(observer) }
    }

    /// Lets time pass.
    public func advance(by duration: Duration) {
        let observers = state.withLock { state in
            state.uptime += duration
            state.now += duration / .seconds(1)
            return state.observers
        }
        for observer in observers { observer() }
    }

    /// Sets the date, as an administrator or a time server does; ``uptime`` goes on as it was.
    public func set(now: Date) {
        state.withLock { $0.now = now }
    }
}
