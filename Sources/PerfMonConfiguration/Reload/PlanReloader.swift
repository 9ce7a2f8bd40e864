internal import Synchronization

/// Keeps a plan up to date with its file, and keeps the last good plan when the file is broken.
///
/// A request keeps the plan it began with: a plan is a value, and ``plan`` gives the newest.
///
/// ```swift
/// let reloader = try PlanReloader(path: "perfmon.yaml")
/// logger.info("\(reloader.poll())")  // from time to time
/// ```
public final class PlanReloader: Sendable {
    /// What came of looking at the file.
    public enum Outcome: Sendable {
        /// The file is the same as before.
        case unchanged
        /// There is a new plan. `restartNeeded` are keys that count only after a restart, and have another value than at start.
        case replaced(restartNeeded: [String])
        /// The file cannot be used, so the plan stays as it is.
        case rejected(ConfigurationError)
    }

    private struct State {
        var plan: MonitoringPlan
        /// What the process runs with until it is started again.
        let restartValues: [String: String]
        var stamp: FileStamp?
        var reloads = 0
        var rejections = 0
    }

    private let load: @Sendable () throws -> MonitoringPlan
    private let stamp: @Sendable () -> FileStamp?
    private let state: Mutex<State>

    /// Loads the configuration as ``MonitoringPlan/load(path:environment:notifierSchemas:)`` does.
    ///
    /// Throws a ``ConfigurationError`` with everything that is wrong.
    public convenience init(
        path: String? = nil, environment: EnvironmentVariables = .process, notifierSchemas: [String: String] = [:]
    ) throws {
        // The stamp comes first: a file that changes while it is read is read again.
        let stamp = Self.stamp(path, environment)
        let plan = try MonitoringPlan.load(path: path, environment: environment, notifierSchemas: notifierSchemas)
        self.init(startingWith: plan, stamp: stamp, path: path, environment: environment, notifierSchemas: notifierSchemas)
    }

    /// Starts with a plan that does not come from the file, which counts from its next change on.
    public convenience init(
        startingWith plan: MonitoringPlan, path: String? = nil, environment: EnvironmentVariables = .process,
        notifierSchemas: [String: String] = [:]
    ) {
        let stamp = Self.stamp(path, environment)
        self.init(startingWith: plan, stamp: stamp, path: path, environment: environment, notifierSchemas: notifierSchemas)
    }

    private convenience init(
        startingWith plan: MonitoringPlan, stamp: FileStamp?, path: String?, environment: EnvironmentVariables,
        notifierSchemas: [String: String]
    ) {
        self.init(
            plan, stamp, load: { try MonitoringPlan.load(path: path, environment: environment, notifierSchemas: notifierSchemas) },
            stamp: { Self.stamp(path, environment) })
    }

    package init(
        _ plan: MonitoringPlan, _ first: FileStamp?, load: @escaping @Sendable () throws -> MonitoringPlan,
        stamp: @escaping @Sendable () -> FileStamp?
    ) {
        self.load = load
        self.stamp = stamp
        let node = Node(content: .mapping([]), range: 0..<0)
        let values = plan.restartValues.isEmpty ? ConfigurationSchema.current.restartValues(in: node) : plan.restartValues
        state = Mutex(State(plan: plan, restartValues: values, stamp: first))
    }

    private static func stamp(_ path: String?, _ environment: EnvironmentVariables) -> FileStamp? {
        guard case .file(let path) = FileChoice(path: path, environment: environment) else { return nil }
        return FileStamp(of: path)
    }

    /// The newest plan that could be used.
    public var plan: MonitoringPlan { state.withLock { $0.plan } }
    /// How often a new plan has replaced the old one.
    public var reloads: Int { state.withLock { $0.reloads } }
    /// How often the file could not be used.
    public var rejections: Int { state.withLock { $0.rejections } }

    /// Reads the file again if it has changed: another time of change, size, inode, or target of a symbolic link.
    ///
    /// - Parameter adopt: Makes what depends on the plan follow it, before it counts. What it throws rejects the plan.
    public func poll(adopt: (MonitoringPlan) throws -> Void = { _ in }) -> Outcome {
        let current = stamp()
        guard state.withLock({ $0.stamp != current }) else { return .unchanged }
        return reload(stamp: current, adopt)
    }

    /// Reads the file again, whether it has changed or not.
    ///
    /// - Parameter adopt: Makes what depends on the plan follow it, before it counts. What it throws rejects the plan.
    public func reload(adopt: (MonitoringPlan) throws -> Void = { _ in }) -> Outcome {
        reload(stamp: stamp(), adopt)
    }

    private func reload(stamp: FileStamp?, _ adopt: (MonitoringPlan) throws -> Void) -> Outcome {
        do {
            if stamp == nil, let file = plan.sourcePath {
                // Without it the defaults would count, although somebody may only be about to write it anew.
                throw ConfigurationError(.unreadable(file, "the file is gone"))
            }
            let plan = try load()
            try adopt(plan)
            return state.withLock { state in
                let changed = plan.restartValues.filter { state.restartValues[$0.key] != $0.value }.keys.sorted()
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
