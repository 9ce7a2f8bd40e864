/// How requests are profiled, as far as it has been said. `nil` stands for the default.
public struct ProfilingOptions: Sendable, Hashable {
    /// Whether slow requests are profiled. Default: `true`.
    public var isEnabled: Bool?
    /// The largest share of CPU time that profiling may take, above 0 and at most 1. Default: 0.05.
    public var maxOverhead: Double?
    /// The time between two samples. Default: 10 ms.
    public var sampleInterval: Duration?
    /// The share of requests that are profiled, 0 to 1. Default: 1.
    public var ratio: Double?
    /// How many frames of a stack are kept. Default: 256.
    public var maxStackDepth: Int?
    /// A request that still runs after this long is reported while it runs; zero for never.
    /// Default: ten times its threshold, at least 30 s.
    public var stuckAfter: Duration?
    /// The signal that asks running threads what they do. Default: ``SamplingSignal/automatic``.
    public var signal: SamplingSignal?
    /// The Swift modules shown as application code. Default: none, which means those of the executable's own package.
    public var applicationModules: [String]?

    /// Creates options of which none is set.
    public init() {}

    func falling(backTo base: ProfilingOptions) -> ProfilingOptions {
        var merged = ProfilingOptions()
        merged.isEnabled = isEnabled ?? base.isEnabled
        merged.maxOverhead = maxOverhead ?? base.maxOverhead
        merged.sampleInterval = sampleInterval ?? base.sampleInterval
        merged.ratio = ratio ?? base.ratio
        merged.maxStackDepth = maxStackDepth ?? base.maxStackDepth
        merged.stuckAfter = stuckAfter ?? base.stuckAfter
        merged.signal = signal ?? base.signal
        merged.applicationModules = applicationModules ?? base.applicationModules
        return merged
    }
}

/// What a route says of how its requests are profiled. `nil` falls back to ``ProfilingOptions``.
public struct RouteProfilingOptions: Sendable, Hashable {
    /// Whether slow requests are profiled.
    public var isEnabled: Bool?
    /// The share of requests that are profiled, 0 to 1.
    public var ratio: Double?
    /// A request that still runs after this long is reported while it runs; zero for never.
    public var stuckAfter: Duration?

    /// Creates options of which none is set.
    public init() {}

    func falling(backTo base: ProfilingOptions) -> ProfilingOptions {
        var merged = base
        merged.isEnabled = isEnabled ?? base.isEnabled
        merged.ratio = ratio ?? base.ratio
        merged.stuckAfter = stuckAfter ?? base.stuckAfter
        return merged
    }
}

/// How the requests of one policy are profiled; nothing is left open.
public struct ProfilingSettings: Sendable, Hashable {
    /// Whether slow requests are profiled.
    public var isEnabled: Bool
    /// The largest share of CPU time that profiling may take, above 0 and at most 1.
    public var maxOverhead: Double
    /// The time between two samples.
    public var sampleInterval: Duration
    /// The share of requests that are profiled, 0 to 1.
    public var ratio: Double
    /// How many frames of a stack are kept.
    public var maxStackDepth: Int
    /// A request that still runs after this long is reported while it runs; `nil` for never.
    public var stuckAfter: Duration?
    /// The signal that asks running threads what they do.
    public var signal: SamplingSignal
    /// The Swift modules shown as application code; empty for those of the executable's own package.
    public var applicationModules: [String]

    init(_ options: ProfilingOptions, threshold: Duration) {
        isEnabled = options.isEnabled ?? true
        maxOverhead = options.maxOverhead ?? 0.05
        sampleInterval = options.sampleInterval ?? .milliseconds(10)
        ratio = options.ratio ?? 1
        maxStackDepth = options.maxStackDepth ?? 256
        let stuckAfter = options.stuckAfter ?? max(.seconds(30), threshold * 10)
        self.stuckAfter = stuckAfter == .zero ? nil : stuckAfter
        signal = options.signal ?? .automatic
        applicationModules = options.applicationModules ?? []
    }
}
