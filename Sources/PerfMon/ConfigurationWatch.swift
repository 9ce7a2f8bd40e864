internal import Logging
internal import PerfMonConfiguration
internal import PerfMonModel
internal import PerfMonProfiling

/// Looks after the configuration's file, from the report's thread: changes of it come into force without a restart.
struct ConfigurationWatch {
    /// Often enough for people, and rare enough to cost nothing.
    static let interval: Duration = .seconds(15)

    let plans: PlanKeeper
    let alerts: AlertDesk
    let interval: Duration
    let logger: Logger
    private var nextLook: ContinuousClock.Instant

    init(_ plans: PlanKeeper, alerts: AlertDesk, every interval: Duration, logger: Logger) {
        self.plans = plans
        self.alerts = alerts
        self.interval = interval
        self.logger = logger
        nextLook = .now + interval
    }

    /// Until the next look, in nanoseconds; `nil` when there is nothing to look at.
    var pause: UInt64? {
        plans.isReloadable ? UInt64(max(1, (nextLook - .now).nanoseconds)) : nil
    }

    /// Looks if it is time to.
    mutating func lookIfDue() {
        guard plans.isReloadable, nextLook <= .now else { return }
        reload(onlyIfChanged: true)
    }

    @discardableResult
    mutating func reload(onlyIfChanged: Bool) -> PlanReloader.Outcome {
        nextLook = .now + interval
        let outcome = plans.reload(onlyIfChanged: onlyIfChanged) { try alerts.adopt($0) }
        switch outcome {
        case .unchanged: break
        case .replaced(let restartNeeded):
            Sampler.shared.start(for: plans.current, logger: logger)
            logger.log(level: restartNeeded.isEmpty ? .notice : .warning, "\(outcome)")
            for warning in plans.current.warnings {
                logger.warning("\(warning.message)", metadata: ["code": "\(warning.code)"])
            }
        case .rejected: logger.error("\(outcome)")
        }
        return outcome
    }
}
