/// One effective value of a request's policy, with the setting that gives it.
package struct PolicyValue: Sendable {
    package var name: String
    package var text: String
    /// `nil` when no setting gives it.
    package var path: SettingPath?
}

extension RouteExplanation {
    /// What counts for a request, one by one; empty when it is not monitored.
    ///
    /// - Parameter status: That of the response; `nil` when it is not known.
    package func values(status: Int?) -> [PolicyValue] {
        guard let policy else { return [] }
        let profiling = route?.profiling ?? RouteProfilingOptions()
        let alerts = route?.alerts ?? AlertOptions()
        let headers = route?.headers ?? HeaderOptions()
        let stuckAfter = profiling.stuckAfter ?? settings.profiling.stuckAfter
        return [
            PolicyValue(
                name: "threshold", text: DurationText.write(policy.threshold(status: status)) + (status.map { " for status \($0)" } ?? ""),
                path: thresholdPath(status: status)),
            PolicyValue(
                name: "profiled", text: policy.profiling.isEnabled ? "yes" : "no", path: path("profiling.enabled", profiling.isEnabled)),
            PolicyValue(
                name: "profiled share", text: "\(Int((policy.profiling.ratio * 100).rounded()))% of requests",
                path: path("profiling.ratio", profiling.ratio)),
            PolicyValue(
                name: "reported while it runs", text: policy.profiling.stuckAfter.map { "after \(DurationText.write($0))" } ?? "never",
                path: stuckAfter == nil ? nil : path("profiling.stuck_after", profiling.stuckAfter)),
            PolicyValue(
                name: "headers", text: (headers.isCaptured ?? settings.headers.isCaptured ?? true) ? "shown" : "not shown",
                path: path("headers.capture", headers.isCaptured)),
            PolicyValue(
                name: "header names", text: Self.text(headers.names ?? settings.headers.names ?? .standard),
                path: path("headers.names", headers.names)),
            PolicyValue(name: "alert window", text: DurationText.write(policy.alerts.window), path: path("alerts.window", alerts.window)),
            PolicyValue(
                name: "alerts differ by", text: policy.alerts.fingerprint.map(\.rawValue).joined(separator: ", "),
                path: path("alerts.fingerprint", alerts.fingerprint)),
        ]
    }

    private static func text(_ names: HeaderOptions.Names) -> String {
        switch names {
        case .standard: "standard"
        case .list(let names): names.isEmpty ? "none" : names.map { Printable.text($0, limit: 60) }.joined(separator: ", ")
        }
    }

    /// Below the route, if it says so, or else at the top.
    private func path(_ key: SettingPath, _ own: (some Any)?) -> SettingPath {
        guard own != nil, let routeIndex else { return key }
        return SettingPath(SettingPath(route: routeIndex).components + key.components)
    }

    private func thresholdPath(status: Int?) -> SettingPath {
        let thresholds = settings.thresholds
        let statuses = thresholds.byStatus.keys.filter { key in status.map { StatusPattern(key)?.contains($0) ?? false } ?? false }
        // A code comes before its class.
        if let key = statuses.min(by: { !$0.hasSuffix("xx") && $1.hasSuffix("xx") }) {
            return SettingPath("thresholds.by_status").appending(key)
        }
        if route?.threshold != nil, let routeIndex { return SettingPath(route: routeIndex).appending("threshold") }
        return thresholds.byMethod[method] == nil ? "thresholds.default" : SettingPath("thresholds.by_method").appending(method)
    }
}
