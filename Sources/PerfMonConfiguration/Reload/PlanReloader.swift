internal import Synchronization

/// Keeps a plan up to date with its file, and keeps the last good plan when the file is broken.
///
/// A request keeps the plan it began with: a plan is a value, and ``plan`` gives the newest.
///
/// ```swift
/// let reloader = try PlanReloader(path: "perfmon.yaml")
/// await reloader.run { outcome in logger.info("configuration: \(outcome)") }
/// ```
public final class PlanReloader: Sendable {
    /// What came of looking at the file.
    public enum Outcome: Sendable {
        /// The file is the same as before.
        case unchanged
        /// There is a new plan. `restartNeeded` are changed keys that only count after a restart.
        case replaced(restartNeeded: [String])
        /// The file cannot be used, so the plan stays as it is.
        case rejected(ConfigurationError)
    }

    private struct State {
        var plan: MonitoringPlan
        var stamp: FileStamp?
        var reloads = 0
        var rejections = 0
    }

    private let load: @Sendable () throws -> MonitoringPlan
    private let stamp: @Sendable () -> FileStamp?
    private let state: Mutex<State>

    /// Loads the configuration as ``MonitoringPlan/load(path:environment:)`` does.
    ///
    /// Throws a ``ConfigurationError`` with everything that is wrong.
    public convenience init(path: String? = nil, environment: EnvironmentVariables = .process) throws {
        try self.init(
            load: { try MonitoringPlan.load(path: path, environment: environment) },
            stamp: {
                guard case .file(let path) = FileChoice(path: path, environment: environment) else { return nil }
                return FileStamp(of: path)
            })
    }

    package init(load: @escaping @Sendable () throws -> MonitoringPlan, stamp: @escaping @Sendable () -> FileStamp?) throws {
        self.load = load
        self.stamp = stamp
        // The stamp comes first: a file that changes while it is read is read again.
        let first = stamp()
        state = Mutex(State(plan: try load(), stamp: first))
    }

    /// The newest plan that could be used.
    public var plan: MonitoringPlan { state.withLock { $0.plan } }
    /// How often a new plan has replaced the old one.
    public var reloads: Int { state.withLock { $0.reloads } }
    /// How often the file could not be used.
    public var rejections: Int { state.withLock { $0.rejections } }

    /// Reads the file again if it has changed: another time of change, size, inode, or target of a symbolic link.
    public func poll() -> Outcome {
        let current = stamp()
        guard state.withLock({ $0.stamp != current }) else { return .unchanged }
        return reload(stamp: current)
    }

    /// Reads the file again, whether it has changed or not.
    public func reload() -> Outcome {
        reload(stamp: stamp())
    }

    private func reload(stamp: FileStamp?) -> Outcome {
        do {
            let plan = try load()
            return state.withLock { state in
                let changed = plan.restartValues.filter { state.plan.restartValues[$0.key] != $0.value }.keys.sorted()
                state.plan = plan
                state.stamp = stamp
                state.reloads += 1
                return .replaced(restartNeeded: changed)
            }
        } catch {
            // A broken file is reported once, not at every poll.
            state.withLock { state in
                state.stamp = stamp
                state.rejections += 1
            }
            return .rejected(error as? ConfigurationError ?? ConfigurationError(.unreadable("the configuration", "\(error)")))
        }
    }

    /// Polls until the task is cancelled, and tells `report` of everything but files that are the same.
    public func run<C: Clock<Duration>>(
        every interval: Duration = .seconds(15), clock: C = ContinuousClock(), report: @Sendable (Outcome) -> Void
    ) async {
        while !Task.isCancelled {
            do {
                try await clock.sleep(for: interval)
            } catch {
                return
            }
            let outcome = poll()
            if case .unchanged = outcome { continue }
            report(outcome)
        }
    }
}

extension PlanReloader.Outcome: CustomStringConvertible {
    /// One line, for a log.
    public var description: String {
        switch self {
        case .unchanged: "the configuration is unchanged"
        case .replaced(let keys) where keys.isEmpty: "the configuration was reloaded"
        case .replaced(let keys): "the configuration was reloaded; \(keys.joined(separator: ", ")) count only after a restart"
        case .rejected(let error):
            "the configuration was not reloaded, the last good one stays: \(error.diagnostics.first?.description ?? "it cannot be used")"
        }
    }
}
