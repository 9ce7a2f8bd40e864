internal import PerfMonModel

extension LaneState {
    /// In a sentence: `83% of 2.31 s awaiting in …`.
    var participle: String {
        switch self {
        case .running: "on CPU"
        case .runnable: "waiting for a thread"
        case .blocked: "blocked"
        case .suspended: "awaiting"
        case .notSampled: "not sampled"
        }
    }
}
