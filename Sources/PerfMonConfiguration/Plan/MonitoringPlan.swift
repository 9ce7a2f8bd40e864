/// Everything a monitor needs to know, worked out: immutable, and safe to share.
///
/// A plan comes from a file and the environment (``load(path:environment:)``), or from code
/// (``Settings/compile()``).
public struct MonitoringPlan: Sendable {
    private struct Content: Sendable {
        var settings: Settings
        var hash = LazyHash()
        var warnings: [Diagnostic] = []
        var sourcePath: String?
        var restartValues: [String: String] = [:]
        var filter: URLFilter
        var routes: RouteTable
        var fallback: MethodPolicies
    }

    /// Requests keep the plan they began with, so handing it on must cost one reference count.
    private final class Storage: Sendable {
        let content: Content

        init(_ content: Content) {
            self.content = content
        }
    }

    private var storage: Storage

    init(settings: Settings, filter: URLFilter, routes: RouteTable, fallback: MethodPolicies) {
        storage = Storage(Content(settings: settings, filter: filter, routes: routes, fallback: fallback))
    }

    private mutating func change(_ body: (inout Content) -> Void) {
        var content = storage.content
        body(&content)
        storage = Storage(content)
    }

    /// The settings the plan was made from.
    public var settings: Settings { storage.content.settings }
    /// Twelve hexadecimal digits that name the configuration, equal in every run; secrets do not count.
    public var hash: String { storage.content.hash.value(settings) }
    /// What the configuration's author should know, although the plan can be used.
    public internal(set) var warnings: [Diagnostic] {
        get { storage.content.warnings }
        set { change { $0.warnings = newValue } }
    }
    /// The file the plan was loaded from; `nil` when there was none.
    public internal(set) var sourcePath: String? {
        get { storage.content.sourcePath }
        set { change { $0.sourcePath = newValue } }
    }
    /// The values that count only after a restart, by their keys.
    var restartValues: [String: String] {
        get { storage.content.restartValues }
        set { change { $0.restartValues = newValue } }
    }

    /// The master switch: `false` when `PERF_ENABLED` says so.
    public var isEnabled: Bool { storage.content.settings.isEnabled }
    /// Who is monitored.
    public var service: ServiceIdentity { settings.service }
    /// How requests are profiled that no route matches.
    public var profiling: ProfilingSettings { storage.content.fallback.common.profiling }
    /// Whether any requests are profiled.
    public var usesProfiler: Bool {
        isEnabled && (profiling.isEnabled || settings.routes.contains { $0.isMonitored && $0.profiling.isEnabled == true })
    }
    /// The report files.
    public var reports: ReportSettings { settings.reports }
    /// When an alert repeats another one, where no route says otherwise.
    public var alerts: AlertSettings { settings.alerts }
    /// Limits of every notifier.
    public var delivery: DeliverySettings { settings.delivery }
    /// The ways to deliver notifications.
    public var notifiers: [NotifierSettings] { settings.notifiers }
    /// What happens to slow requests that were admitted.
    public var pipelines: [Pipeline] { settings.pipelines }

    /// The pipeline of a request; `nil` when nothing is sent for it.
    public func pipeline(for policy: RequestPolicy) -> Pipeline? {
        policy.pipeline.flatMap { name in pipelines.first { $0.name == name } }
    }

    /// How to monitor a request; `nil` when it is not to be monitored.
    ///
    /// The look-up goes over the path once and allocates nothing. Its time depends on the path, not on the number of
    /// routes; only routes with text behind a `*` that share everything before it, and routes for the same path and other
    /// hosts, are tried one after another.
    ///
    /// - Parameters:
    ///   - method: The HTTP method in upper case.
    ///   - path: The path as requested, without the query.
    ///   - host: The host the request is for, with or without a port.
    public func policy(method: String, path: String, host: String?) -> RequestPolicy? {
        guard isEnabled, storage.content.filter.admits(path) else { return nil }
        if !storage.content.routes.isEmpty {
            let host = host.map(HostName.withoutPort)
            let route = storage.content.routes.first(method: method, path: path, host: host)
            if let route { return route.policy?.policy(for: method) }
        }
        return storage.content.fallback.policy(for: method)
    }
}

enum HostName {
    /// `[::1]:80` and `example.com:80` without the port.
    static func withoutPort(_ host: String) -> Substring {
        guard let colon = host.utf8.lastIndex(of: UInt8(ascii: ":")), host.utf8.last != UInt8(ascii: "]") else { return host[...] }
        let name = host[..<colon]
        return name.utf8.contains(UInt8(ascii: ":")) && name.utf8.last != UInt8(ascii: "]") ? host[...] : name
    }
}
