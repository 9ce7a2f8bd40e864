/// How one request is monitored.
public struct RequestPolicy: Sendable {
    /// A request that takes longer is slow, whatever its status. ``threshold(status:)`` is more exact.
    public var threshold: Duration
    /// The `name` of the route in the configuration; `nil` when none matched or it has no name.
    public var routeName: String?
    /// Which headers its report shows.
    public var headers: HeaderPolicy
    /// How it is profiled.
    public var profiling: ProfilingSettings
    /// The name of the pipeline for its notifications; `nil` when nothing is sent.
    public var pipeline: String?
    /// When its alert repeats another one.
    public var alerts: AlertPolicy
    /// Thresholds by status, codes before classes; empty when the route sets its own.
    var statusThresholds: [StatusThreshold]

    struct StatusThreshold: Sendable {
        var status: StatusPattern
        var threshold: Duration
    }

    /// The threshold for a response with this status code: that of the code, or of its class, or ``threshold``.
    public func threshold(status: Int) -> Duration {
        statusThresholds.first { $0.status.contains(status) }?.threshold ?? threshold
    }
}
