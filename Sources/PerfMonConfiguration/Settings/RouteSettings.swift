/// Exceptions for the requests that one rule matches.
public struct RouteSettings: Sendable, Hashable {
    /// The stable handle of the route; `nil` when it has none.
    public var name: String?
    /// The requests.
    public var match: RouteMatch
    /// Whether these requests are monitored.
    public var isMonitored: Bool
    /// Overrides `thresholds`.
    public var threshold: Duration?
    /// Overrides `profiling`.
    public var profiling: RouteProfilingOptions
    /// Overrides `headers`.
    public var headers: HeaderOptions
    /// The name of the pipeline for these requests; `nil` for the default one.
    public var pipeline: String?
    /// Overrides `alerts`.
    public var alerts: AlertOptions

    /// Creates a route that changes nothing.
    public init(name: String? = nil, match: RouteMatch) {
        self.name = name
        self.match = match
        self.isMonitored = true
        self.threshold = nil
        self.profiling = RouteProfilingOptions()
        self.headers = HeaderOptions()
        self.pipeline = nil
        self.alerts = AlertOptions()
    }
}
