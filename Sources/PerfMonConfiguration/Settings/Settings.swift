/// Every setting, typed and merged from the defaults, the file, the environment and code.
///
/// ```swift
/// var settings = Settings()
/// settings.thresholds.default = .milliseconds(500)
/// settings.urls.include = ["/api/*"]
/// let plan = try settings.compile()
/// ```
public struct Settings: Sendable {
    /// The master switch, `PERF_ENABLED`.
    public var isEnabled = true
    /// Who is monitored.
    public var service = ServiceIdentity()
    /// When a request counts as slow.
    public var thresholds = Thresholds()
    /// How slow requests are profiled.
    public var profiling = ProfilingOptions()
    /// Which requests are looked at.
    public var urls = URLSettings()
    /// Which request headers a report shows.
    public var headers = HeaderOptions()
    /// The report files.
    public var reports = ReportSettings()
    /// When an alert repeats another one.
    public var alerts = AlertSettings()
    /// Limits of every notifier.
    public var delivery = DeliverySettings()
    /// The ways to deliver notifications, in the order of the file.
    public internal(set) var notifiers: [NotifierSettings] = []
    /// What happens to slow requests that were admitted, in the order of the file.
    public var pipelines: [Pipeline] = []
    /// Exceptions for some requests; the first route that matches counts.
    public var routes: [RouteSettings] = []

    /// Creates the built-in defaults.
    public init() {}

    /// When a request counts as slow.
    public struct Thresholds: Sendable {
        /// Where nothing more specific matches.
        public var `default`: Duration = .seconds(1)
        /// By HTTP method, for requests whose route sets no threshold.
        public var byMethod: [String: Duration] = [:]
        /// By status code (`404`) or class (`5xx`); a code comes before its class, and both before what routes and methods say.
        public var byStatus: [String: Duration] = [:]
    }

    /// Which requests are looked at.
    public struct URLSettings: Sendable {
        /// Which list counts when both are set.
        public enum Precedence: String, Sendable {
            /// `exclude` is ignored when `include` is set.
            case include
            /// `exclude` is subtracted from `include`.
            case exclude
        }

        /// URL patterns; when there are any, only these requests are monitored.
        public var include: [String] = []
        /// URL patterns of requests that are not monitored.
        public var exclude: [String] = []
        /// Which list counts when both are set.
        public var precedence = Precedence.include
    }
}
