/// What the profile of a slow request says, in one sentence and in numbers.
public struct Verdict: Sendable, Codable {
    /// The kind of slowness.
    public enum Classification: String, Sendable, Hashable, CaseIterable, Codable {
        /// Too few samples, or too much time not sampled, to say.
        case insufficientData = "insufficient-data"
        /// A blocking call holds a thread.
        case blocked = "blocked-sync"
        /// Work waits for a thread.
        case scheduling
        /// Suspended in `await`.
        case awaiting
        /// On the CPU.
        case cpu
        /// No single kind.
        case mixed
    }

    /// One step of the hot path.
    public struct HotPathEntry: Sendable, Hashable, Codable {
        /// The function.
        public var frame: Frame
        /// Its share of the request's wall time, 0...1, callees included.
        public var share: Double
        /// The same as time.
        public var total: Duration

        /// Creates an entry.
        public init(frame: Frame, share: Double, total: Duration) {
            self.frame = frame
            self.share = share
            self.total = total
        }
    }

    /// The kind of slowness.
    public var classification: Classification
    /// The sentence: share, time, what kind, where.
    public var sentence: String
    /// Further observations, at most two.
    public var hints: [String]
    /// What to look at.
    public var advice: String
    /// The wall time by kind; sums to the request's duration.
    public var split: WallTimeSplit
    /// The heaviest path from the handler inwards.
    public var hotPath: [HotPathEntry]

    /// Creates a verdict.
    public init(
        classification: Classification,
        sentence: String,
        hints: [String] = [],
        advice: String,
        split: WallTimeSplit,
        hotPath: [HotPathEntry]
    ) {
        self.classification = classification
        self.sentence = sentence
        self.hints = hints
        self.advice = advice
        self.split = split
        self.hotPath = hotPath
    }
}

/// The request's wall time by what it was doing. The five parts add up to the request's duration.
public struct WallTimeSplit: Sendable, Hashable, Codable {
    /// Time on a CPU, waiting for a thread, blocked, suspended in `await`, and not observed.
    public var running: Duration, runnable: Duration, blocked: Duration, suspended: Duration, notSampled: Duration

    /// Creates a split.
    public init(
        running: Duration = .zero,
        runnable: Duration = .zero,
        blocked: Duration = .zero,
        suspended: Duration = .zero,
        notSampled: Duration = .zero
    ) {
        self.running = running
        self.runnable = runnable
        self.blocked = blocked
        self.suspended = suspended
        self.notSampled = notSampled
    }

    /// The part for one state.
    public subscript(state: LaneState) -> Duration {
        get {
            switch state {
            case .running: running
            case .runnable: runnable
            case .blocked: blocked
            case .suspended: suspended
            case .notSampled: notSampled
            }
        }
        set {
            switch state {
            case .running: running = newValue
            case .runnable: runnable = newValue
            case .blocked: blocked = newValue
            case .suspended: suspended = newValue
            case .notSampled: notSampled = newValue
            }
        }
    }

    /// The sum of the parts.
    public var total: Duration { running + runnable + blocked + suspended + notSampled }
}
