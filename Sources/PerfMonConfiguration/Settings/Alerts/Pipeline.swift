/// What happens to a slow request that was admitted: stages in their order. The first one that drops it ends the
/// pipeline.
public struct Pipeline: Sendable, Hashable {
    /// The pipeline of routes that name none.
    public static let defaultName = "default"

    /// The name by which routes refer to it.
    public var name: String
    /// The stages, in the order in which they run.
    public var stages: [PipelineStage]

    /// Creates a pipeline.
    public init(name: String, stages: [PipelineStage]) {
        self.name = name
        self.stages = stages
    }
}

/// One stage of a pipeline.
public enum PipelineStage: Sendable, Hashable {
    /// Passes only what matches.
    case filter(FilterStage)
    /// Holds back repeats.
    case deduplicate(AlertOptions)
    /// Holds back bursts.
    case rateLimit(RateLimitStage)
    /// Shapes the message.
    case format(FormatStage)
    /// Sends.
    case deliver(DeliverStage)
}

/// Passes what meets every condition that is set.
public struct FilterStage: Sendable, Hashable {
    /// At least this slow.
    public var minDuration: Duration?
    /// Any of these methods; empty for all.
    public var methods: [String] = []
    /// Any of these status codes or classes; empty for all.
    public var statuses: [StatusPattern] = []
    /// Any of these names of routes; empty for all.
    public var routes: [String] = []

    /// Creates a filter that passes everything.
    public init() {}
}

/// A token bucket.
public struct RateLimitStage: Sendable, Hashable {
    /// How many pass in one period.
    public var max: Int
    /// The period.
    public var period: Duration
    /// How many may pass at once.
    public var burst: Int

    /// Creates a limit; without `burst`, it is `max`.
    public init(max: Int, period: Duration, burst: Int? = nil) {
        self.max = max
        self.period = period
        self.burst = burst ?? max
    }
}

/// What a notification carries.
public struct FormatStage: Sendable, Hashable {
    /// How attachments are packed.
    public enum Compression: String, Sendable, Hashable, CaseIterable {
        /// Not at all.
        case none
        /// All in one archive.
        case zip
        /// Each on its own.
        case gzip
    }

    /// The formats of the reports to attach, by their names in `reports.formats`.
    public var attachments: [String] = []
    /// How they are packed.
    public var compression = Compression.zip
    /// Attachments above this size, in bytes, are left out.
    public var maxAttachment: Int?

    /// Attaches nothing.
    public init() {}
}

/// Which notifiers are used.
public struct DeliverStage: Sendable, Hashable {
    /// What to do with several notifiers.
    public enum Mode: String, Sendable, Hashable, CaseIterable {
        /// Send through each.
        case all
        /// Stop at the first that succeeds.
        case firstSuccess = "first_success"
    }

    /// Names of notifiers.
    public var to: [String]
    /// What to do with several.
    public var mode = Mode.all
    /// When and how often sending is tried again.
    public var retry = RetrySettings()
    /// Names of notifiers that are tried in order when `to` fails.
    public var fallback: [String] = []

    /// Sends to these with the defaults.
    public init(to: [String]) {
        self.to = to
    }
}
