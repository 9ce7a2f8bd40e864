/// Where the wall time of one request went: stacks over time, one lane per task.
public struct Profile: Sendable {
    /// The request's wall time.
    public var duration: Duration
    /// Every frame that occurs, once.
    public var frames: [Frame]
    /// Every stack that occurs, once: indices into ``frames``, outermost function first.
    public var stacks: [[Int]]
    /// The request's lane first, then the others in the order they were first seen.
    public var lanes: [Lane]
    /// How the samples were taken and what they cost.
    public var sampler: SamplerSummary
    /// What the frames do not say, because the files they come from do not hold it. At most one for each file.
    public var symbolGaps: [SymbolGap]

    /// Creates a profile.
    public init(
        duration: Duration,
        frames: [Frame],
        stacks: [[Int]],
        lanes: [Lane],
        sampler: SamplerSummary,
        symbolGaps: [SymbolGap] = []
    ) {
        self.duration = duration
        self.frames = frames
        self.stacks = stacks
        self.lanes = lanes
        self.sampler = sampler
        self.symbolGaps = symbolGaps
    }
}

/// What a report says about its own measurement.
public struct SamplerSummary: Sendable, Hashable {
    /// How much of the profiler works on this machine, best first.
    public enum Level: String, Sendable, Hashable {
        /// Running, blocked and suspended time, child tasks included.
        case full
        /// Running and blocked time; `await` is one unexplained block.
        case threadsOnly
        /// No stacks, durations only.
        case timingsOnly
    }

    /// What worked.
    public var level: Level
    /// Why the level is not ``Level/full``, and what to do about it.
    public var limitation: String?
    /// The configured time between two samples.
    public var interval: Duration
    /// The middle and the largest time between two samples of the request's lane.
    public var medianGap: Duration, largestGap: Duration
    /// Samples kept for this request, over all lanes.
    public var samples: Int
    /// Looks that came to nothing, by reason.
    public var discards: DiscardCounts
    /// How often the request was not looked at when it was its turn, to stay within `profiling.max_overhead`.
    public var leftOut: Int
    /// The most child tasks that there were at a time beyond those of a task that are looked at.
    public var childrenLeftOut: Int
    /// CPU time the sampler thread used while the request ran, for all requests.
    public var samplerCPU: Duration

    /// Creates a summary.
    public init(
        level: Level,
        limitation: String? = nil,
        interval: Duration,
        medianGap: Duration = .zero,
        largestGap: Duration = .zero,
        samples: Int = 0,
        discards: DiscardCounts = [:],
        leftOut: Int = 0,
        childrenLeftOut: Int = 0,
        samplerCPU: Duration = .zero
    ) {
        self.level = level
        self.limitation = limitation
        self.interval = interval
        self.medianGap = medianGap
        self.largestGap = largestGap
        self.samples = samples
        self.discards = discards
        self.leftOut = leftOut
        self.childrenLeftOut = childrenLeftOut
        self.samplerCPU = samplerCPU
    }
}
