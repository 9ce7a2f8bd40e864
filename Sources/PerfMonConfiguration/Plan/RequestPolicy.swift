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
        let lowestThreshold: Duration

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
            lowestThreshold = min(threshold, statusThresholds.map(\.threshold).min() ?? threshold)
        }
    }

    struct StatusThreshold: Sendable {
        var status: StatusPattern
        var threshold: Duration
    }

    private let storage: Storage

    /// `statusThresholds` has codes before classes; each comes before `threshold`, which is that of the route, the method or the default.
    init(
        threshold: Duration, routeName: String?, headers: HeaderPolicy, profiling: ProfilingSettings, pipeline: String?,
        alerts: AlertPolicy, statusThresholds: [StatusThreshold]
    ) {
        storage = Storage(
            threshold: threshold, routeName: routeName, headers: headers, profiling: profiling, pipeline: pipeline, alerts: alerts,
            statusThresholds: statusThresholds)
    }

    /// A request that takes longer is slow, unless its status has a threshold of its own: see ``threshold(status:)``.
    public var threshold: Duration { storage.threshold }
    /// Whether some statuses have thresholds of their own.
    public var dependsOnStatus: Bool { !storage.statusThresholds.isEmpty }
    /// A request that takes no longer is not slow, whatever its status.
    public var lowestThreshold: Duration { storage.lowestThreshold }
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
    /// `nil` stands for a response that has none, as when the handler threw.
    public func threshold(status: Int?) -> Duration {
        guard let status else { return threshold }
        return storage.statusThresholds.first { $0.status.contains(status) }?.threshold ?? threshold
    }
}
