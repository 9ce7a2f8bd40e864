internal import PerfMonModel
internal import PerfMonReporting

/// What a profile says about a request, in the terms of the truth.
struct Reported {
    var distribution = Distribution()
    /// Stretches of any lane with a function of another workload on their stack.
    var foreign: [String] = []
    let samples: Int
    let discards: DiscardCounts

    /// - Parameters:
    ///   - functions: The functions that the truth knows. Time counts for the innermost of them on the stack.
    ///   - outermost: The one that time without any of them counts for: it has returned, and its caller waits for a thread.
    ///   - others: How the names of other workloads' functions begin.
    init(_ profile: Profile, functions: Set<String>, outermost: String, others: [String]) {
        samples = profile.sampler.samples
        discards = profile.sampler.discards
        let tree = IncidentAnalysis.analyze(profile).callTree
        add(tree, within: outermost, functions: functions, of: tree.total)
        let names = profile.frames.map { FunctionName.base($0.function) }
        for segment in profile.lanes.flatMap(\.segments) {
            let wrong = profile.stacks[segment.stack].first { frame in others.contains { names[frame].hasPrefix($0) } }
            if let wrong { foreign.append(names[wrong]) }
        }
    }

    private mutating func add(_ node: CallNode, within outer: String, functions: Set<String>, of total: Duration) {
        let base = FunctionName.base(node.frame.function)
        let function = functions.contains(base) ? base : outer
        for time in node.selfTimes {
            let state: Stretch.State =
                switch time.state {
                case .running, .runnable: .onCPU
                case .blocked: .blocked
                case .suspended: .suspended
                case .notSampled: .notSampled
                }
            let key = Distribution.Key(function: state == .notSampled ? "(not sampled)" : function, state: state)
            distribution.shares[key, default: 0] += time.duration / total
        }
        for child in node.children { add(child, within: function, functions: functions, of: total) }
    }
}
