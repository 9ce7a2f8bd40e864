/// How one request is monitored.
///
/// All requests of one policy share its storage, so handing a policy out costs one reference count.
public struct RequestPolicy: Sendable {
    private final class Storage: Sendable {
        let threshold: Duration
        let routeName: String?
        let headers: HeaderPolicy
        let profiling: ProfilingSettings
        let pipeline: String?
        let alerts: AlertPolicy
        let statusThresholds: [StatusThreshold]

        init(
            threshold: Duration, routeName: String?, headers: HeaderPolicy, profiling: ProfilingSettings, pipeline: String?,
            alerts: AlertPolicy, statusThresholds: [StatusThreshold]
        ) {
            self.threshold = threshold
            self.routeName = routeName
            self.headers = headers
            self.profiling = profiling
            self.pipeline = pipeline
            self.alerts = alerts
            self.statusThresholds = statusThresholds
        }
    }

    struct StatusThreshold: Sendable {
        var status: StatusPattern
        var threshold: Duration
    }

    private let storage: Storage

    /// `statusThresholds` has codes before classes, and is empty when the route sets its own threshold.
    init(
        threshold: Duration, routeName: String?, headers: HeaderPolicy, profiling: ProfilingSettings, pipeline: String?,
        alerts: AlertPolicy, statusThresholds: [StatusThreshold]
    ) {
        storage = Storage(
            threshold: threshold, routeName: routeName, headers: headers, profiling: profiling, pipeline: pipeline, alerts: alerts,
            statusThresholds: statusThresholds)
    }

    /// A request that takes longer is slow, whatever its status. ``threshold(status:)`` is more exact.
    public var threshold: Duration { storage.threshold }
    /// The `name` of the route in the configuration; `nil` when none matched or it has no name.
    public var routeName: String? { storage.routeName }
    /// Which headers its report shows.
    public var headers: HeaderPolicy { storage.headers }
    /// How it is profiled.
    public var profiling: ProfilingSettings { storage.profiling }
    /// The name of the pipeline for its notifications; `nil` when nothing is sent.
    public var pipeline: String? { storage.pipeline }
    /// When its alert repeats another one.
    public var alerts: AlertPolicy { storage.alerts }

    /// The threshold for a response with this status code: that of the code, or of its class, or ``threshold``.
    public func threshold(status: Int) -> Duration {
        storage.statusThresholds.first { $0.status.contains(status) }?.threshold ?? threshold
    }
}
