internal import PerfMonModel

/// Puts the conclusion together.
struct VerdictBuilder {
    /// The share of unsampled time from which on a reader should know.
    private static let notableGap = 0.10
    /// More would hide the most telling ones.
    private static let maximumHints = 2

    private let path: CriticalPath
    private let callTree: CallNode
    private let sampler: SamplerSummary
    private let split: WallTimeSplit
    private let classification: Verdict.Classification
    private let hotPath: HotPath
    private let finding: Finding?
    private let repeated: RepeatedCall?

    init(path: CriticalPath, callTree: CallNode, sampler: SamplerSummary) {
        self.path = path
        self.callTree = callTree
        self.sampler = sampler
        split = path.split
        classification = Verdict.Classification(split: split, samples: sampler.samples)
        hotPath = HotPath(in: callTree)
        finding = Finding(in: callTree, on: hotPath)
        repeated = RepeatedCall(in: callTree)
    }

    var verdict: Verdict {
        Verdict(
            classification: classification,
            sentence: VerdictSentence(total: callTree.total, sampler: sampler, hotPath: hotPath, finding: finding).text,
            hints: Array(hints.prefix(Self.maximumHints)),
            advice: Advice(classification: classification, finding: finding, repeated: repeated, sampler: sampler).text,
            split: split,
            hotPath: hotPath.entries(of: callTree.total)
        )
    }

    /// Most telling first.
    private var hints: [String] {
        let missing = split.notSampled.share(of: split.total)
        return [
            harm.map { "\(PercentText($0.duration.share(of: callTree.total))) of the time \($0.phrase)" },
            path.parts.contains { $0.reason == .awaitCycle } ? "tasks were seen waiting for each other: a possible deadlock" : nil,
            repeated.map { "\($0.node.frame.function) ran \($0.node.runs)× (\(DurationText($0.node.total))): repeated-call pattern" },
            sampler.limitation,
            sampler.samples > 0 && missing > Self.notableGap ? "\(PercentText(missing)) of the time was not sampled" : nil,
        ].compactMap(\.self)
    }

    /// The class goes by harm before it goes by time. Where the sentence is about something else, a reader needs to know
    /// what did the harm.
    private var harm: Finding? {
        switch (classification, finding?.state) {
        case (.blocked, .blocked), (.scheduling, .runnable): nil
        case (.blocked, _): Finding(.blocked, in: callTree)
        case (.scheduling, _): Finding(.runnable, in: callTree)
        default: nil
        }
    }
}
