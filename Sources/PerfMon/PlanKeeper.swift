internal import PerfMonConfiguration
internal import Synchronization

/// Holds the plan in force, and puts the next one in its place. A request keeps the plan it began with.
final class PlanKeeper: Sendable {
    private let reloader: PlanReloader?
    private let plan: Mutex<MonitoringPlan>

    /// A plan that comes from code, which never changes.
    init(_ plan: MonitoringPlan) {
        reloader = nil
        self.plan = Mutex(plan)
    }

    /// A plan that comes from a file.
    init(_ reloader: PlanReloader) {
        self.reloader = reloader
        plan = Mutex(reloader.plan)
    }

    /// The plan for a request that begins now.
    var current: MonitoringPlan { plan.withLock { $0 } }

    /// Whether there is a file to look at.
    var isReloadable: Bool { reloader != nil }

    var count: ReloadCount {
        ReloadCount(replaced: reloader?.reloads ?? 0, rejected: reloader?.rejections ?? 0)
    }

    /// Reads the file again: always, or only if it has changed. Belongs to the report's thread.
    ///
    /// - Parameter adopt: Makes what depends on the plan follow it. If it throws, the plan in force stays.
    func reload(onlyIfChanged: Bool, adopt: (MonitoringPlan) throws -> Void) -> PlanReloader.Outcome {
        guard let reloader else { return .unchanged }
        let outcome = onlyIfChanged ? reloader.poll(adopt: adopt) : reloader.reload(adopt: adopt)
        if case .replaced = outcome {
            let plan = reloader.plan
            self.plan.withLock { $0 = plan }
        }
        return outcome
    }
}

/// How often the configuration was read again since the monitor was created.
public struct ReloadCount: Sendable, Equatable {
    /// A new configuration took the place of the one before.
    public let replaced: Int
    /// The file could not be used, so the last good configuration stayed.
    public let rejected: Int
}
