internal import PerfMonConfiguration
internal import Synchronization

/// A plan that many requests share: handing it on costs one reference count.
final class SharedPlan: Sendable {
    let plan: MonitoringPlan

    init(_ plan: MonitoringPlan) {
        self.plan = plan
    }
}

/// Holds the plan in force, and puts the next one in its place. A request keeps the plan it began with.
final class PlanKeeper: Sendable {
    private let reloader: PlanReloader?
    private let shared: Mutex<SharedPlan>

    /// A plan that comes from code, which never changes.
    init(_ plan: MonitoringPlan) {
        reloader = nil
        shared = Mutex(SharedPlan(plan))
    }

    /// A plan that comes from a file.
    init(_ reloader: PlanReloader) {
        self.reloader = reloader
        shared = Mutex(SharedPlan(reloader.plan))
    }

    /// The plan for a request that begins now.
    var current: SharedPlan { shared.withLock { $0 } }

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
            let plan = SharedPlan(reloader.plan)
            shared.withLock { $0 = plan }
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
