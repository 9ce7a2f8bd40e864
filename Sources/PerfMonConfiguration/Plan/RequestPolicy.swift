/// How one request is monitored.
public struct RequestPolicy: Sendable {
    /// A request that takes longer is slow.
    public var threshold: Duration
    /// The `name` of the route in the configuration; `nil` when none matched or it has no name.
    public var routeName: String?
    /// Which headers its report shows.
    public var headers: HeaderPolicy
    /// How it is profiled.
    public var profiling: ProfilingSettings
}
