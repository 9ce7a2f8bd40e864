package import PerfMonModel

extension Verdict.Classification {
    /// From which share of the wall time on a kind of time gives a verdict its class. The figures are a choice.
    package enum Limit {
        /// With fewer samples nothing is said.
        package static let samples = 20
        /// Above this share of time that was not sampled nothing is said.
        package static let notSampled = 0.30
        package static let blocked = 0.30
        package static let runnable = 0.25
        package static let suspended = 0.60
        package static let running = 0.60
    }

    /// Decides in the order of harm: a blocked thread of the cooperative pool stops other requests too, and a
    /// shortage of threads is what it leads to.
    package init(split: WallTimeSplit, samples: Int) {
        let total = split.total
        func share(_ state: LaneState) -> Double { split[state].share(of: total) }
        self =
            if samples < Limit.samples || share(.notSampled) > Limit.notSampled {
                .insufficientData
            } else if share(.blocked) >= Limit.blocked {
                .blocked
            } else if share(.runnable) >= Limit.runnable {
                .scheduling
            } else if share(.suspended) >= Limit.suspended {
                .awaiting
            } else if share(.running) >= Limit.running {
                .cpu
            } else {
                .mixed
            }
    }

    /// The kind of time that gave the class; `nil` when none did.
    package var state: LaneState? {
        switch self {
        case .insufficientData, .mixed: nil
        case .blocked: .blocked
        case .scheduling: .runnable
        case .awaiting: .suspended
        case .cpu: .running
        }
    }
}
