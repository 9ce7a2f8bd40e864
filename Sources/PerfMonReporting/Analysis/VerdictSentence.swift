internal import PerfMonModel

/// Says in one sentence how much of the time went where.
struct VerdictSentence {
    let total: Duration
    let sampler: SamplerSummary
    let hotPath: HotPath
    let finding: Finding?

    var text: String {
        if sampler.level == .timingsOnly { return "took \(DurationText(total)); only durations are measured here, no stacks" }
        if sampler.samples == 0 { return "took \(DurationText(total)); no samples, so where the time went is not known" }
        guard let end = hotPath.nodes.last else { return "took \(DurationText(total)); the samples hold no stacks" }
        if sampler.samples < Verdict.Classification.Limit.samples { return tooFewSamples }
        return finding.map(majority) ?? spread(under: end)
    }

    private var subject: Frame? {
        let frames = hotPath.nodes.map(\.frame)
        return frames.last { $0.origin == .application } ?? frames.last { $0.origin == .library }
    }

    private var tooFewSamples: String {
        let hottest = subject.map { "; hottest frame \($0.function)" } ?? ""
        return "too few samples (\(sampler.samples)) for a verdict\(hottest)"
    }

    private func majority(_ finding: Finding) -> String {
        "\(percent(finding.duration)) of \(DurationText(total)) \(finding.phrase)"
    }

    private func spread(under end: CallNode) -> String {
        let callees = end.children.filter { $0.frame.origin != .synthetic }
        let place = subject.map { " under \($0.function)" } ?? ""
        let start = "\(percent(end.total)) of \(DurationText(total))\(place)"
        if callees.count > 1 {
            let largest = callees.prefix(3).map { "\($0.frame.function) \(percent($0.total))" }
            return "\(start), spread over \(callees.count) callees (largest: \(largest.joined(separator: ", ")))"
        }
        var states: [LaneState: Duration] = [:]
        var pending = [end]
        while let node = pending.popLast() {
            for time in node.selfTimes { states[time.state, default: .zero] += time.duration }
            pending += node.children
        }
        let kinds = LaneState.allCases.compactMap { state in states[state].map { "\(percent($0)) \(state.participle)" } }
        return "\(start): \(kinds.joined(separator: ", "))"
    }

    private func percent(_ part: Duration) -> PercentText { PercentText(part.share(of: total)) }
}
