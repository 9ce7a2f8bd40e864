internal import PerfMonModel

/// Puts the conclusion together.
struct VerdictBuilder {
    /// The share of unsampled time from which on a reader should know.
    private static let notableGap = 0.10

    let path: CriticalPath
    let callTree: CallNode
    let sampler: SamplerSummary

    func verdict() -> Verdict {
        let split = path.split
        let hotPath = HotPath(in: callTree)
        let finding = Finding(in: callTree, on: hotPath)
        let repeated = RepeatedCall(in: callTree)
        let classification = Verdict.Classification(split: split, samples: sampler.samples)
        return Verdict(
            classification: classification,
            sentence: VerdictSentence(total: callTree.total, sampler: sampler, hotPath: hotPath, finding: finding).text,
            hints: Array(hints(split: split, repeated: repeated).prefix(2)),
            advice: Advice(classification: classification, finding: finding, repeated: repeated, sampler: sampler).text,
            split: split,
            hotPath: hotPath.entries(of: callTree.total)
        )
    }

    /// Most telling first.
    private func hints(split: WallTimeSplit, repeated: RepeatedCall?) -> [String] {
        var hints: [String] = []
        if path.parts.contains(where: { $0.reason == .awaitCycle }) {
            hints.append("tasks were seen waiting for each other: a possible deadlock")
        }
        if let node = repeated?.node {
            hints.append("\(node.frame.function) ran \(node.runs)× (\(DurationText(node.total))): repeated-call pattern")
        }
        if let limitation = sampler.limitation { hints.append(limitation) }
        let missing = split.notSampled.share(of: split.total)
        if sampler.samples > 0, missing > Self.notableGap { hints.append("\(PercentText(missing)) of the time was not sampled") }
        return hints
    }
}
