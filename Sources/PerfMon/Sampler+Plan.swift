internal import Logging
internal import PerfMonConfiguration
internal import PerfMonModel
internal import PerfMonProfiling

extension Sampler {
    /// Starts the sampler if a plan profiles any requests and it does not run yet.
    func start(for plan: MonitoringPlan, logger: Logger) {
        guard plan.usesProfiler else { return }
        let profiling = plan.profiling
        start(
            Options(
                interval: profiling.sampleInterval,
                maximumOverhead: profiling.maxOverhead,
                maximumDepth: profiling.maxStackDepth,
                signal: Options.Signal(profiling.signal)
            ),
            onReport: { Self.log($0, to: logger) }
        )
    }

    /// What the profiler can do here is said once, and again when it can do less or more.
    private static func log(_ report: SamplerReport, to logger: Logger) {
        let metadata: Logger.Metadata = ["level": "\(report.level.rawValue)"]
        if let limitation = report.limitation {
            logger.warning("the profiler is limited: \(limitation)", metadata: metadata)
        } else {
            logger.info("the profiler is ready", metadata: metadata)
        }
    }
}

extension Sampler.Options.Signal {
    fileprivate init(_ signal: SamplingSignal) {
        self =
            switch signal {
            case .automatic: .automatic
            case .profiling: .profiling
            case .realTime(let distance): .realTime(distance)
            }
    }
}
