/// Which route a request takes, and why not the others.
package struct RouteExplanation: Sendable {
    package struct Step: Sendable {
        package var name: String
        package var match: String
        package var reason: String
        package var isTaken: Bool
    }

    package private(set) var steps: [Step] = []
    /// Why the URL lists leave the request out; `nil` when they do not.
    package private(set) var exclusion: String?
    package let policy: RequestPolicy?
    /// The name of the route that was taken; `nil` when none was.
    package private(set) var routeName: String?
    /// The place of that route in the list; `nil` when none was taken.
    package private(set) var routeIndex: Int?
    let settings: Settings
    let method: String

    /// The route that was taken.
    var route: RouteSettings? { routeIndex.map { settings.routes[$0] } }

    package init(_ plan: MonitoringPlan, method: String, path: String, host: String?) {
        self.method = method
        settings = plan.settings
        policy = plan.policy(method: method, path: path, host: host)
        let urls = plan.settings.urls
        let include = Self.first(urls.include, path)
        let exclude = Self.first(urls.exclude, path)
        let excludeCounts = urls.include.isEmpty || urls.precedence == .exclude
        if !plan.isEnabled {
            exclusion = "PERF_ENABLED switches monitoring off"
        } else if !urls.include.isEmpty, include == nil {
            exclusion = "no pattern of urls.include matches"
        } else if excludeCounts, let exclude {
            exclusion = "urls.exclude has \(exclude)"
        }
        guard exclusion == nil else { return }
        for (index, route) in plan.settings.routes.enumerated() {
            let reason = Self.mismatch(route.match, method: method, path: path, host: host.map { String(HostName.withoutPort($0)) })
            let name = route.name ?? "route \(index + 1)"
            steps.append(Step(name: name, match: route.match.description, reason: reason ?? "matches", isTaken: reason == nil))
            if reason == nil {
                (routeName, routeIndex) = (name, index)
                return
            }
        }
    }

    private static func first(_ patterns: [String], _ path: String) -> String? {
        patterns.first { (try? URLPattern($0))?.matches(path) ?? false }
    }

    /// Why a route is not for a request; `nil` when it is.
    private static func mismatch(_ match: RouteMatch, method: String, path: String, host: String?) -> String? {
        if !match.methods.isEmpty, !match.methods.contains(method) { return "the method is not \(match.methods.joined(separator: " or "))" }
        guard let pattern = try? URLPattern(match.path), pattern.matches(path) else { return pathMismatch(match.path, path) }
        if match.hosts.isEmpty { return nil }
        guard let host else { return "the request has no host" }
        let isFound = match.hosts.contains { (try? URLPattern($0, ignoresCase: true))?.matches(host) ?? false }
        return isFound ? nil : "the host is not \(match.hosts.joined(separator: " or "))"
    }

    private static func pathMismatch(_ pattern: String, _ path: String) -> String {
        guard !pattern.contains("*") else { return "the path does not match" }
        let wanted = pattern.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        let given = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        for (index, pair) in zip(wanted, given).enumerated() {
            let isMatch = (try? URLPattern(String(pair.0.isEmpty ? "x" : pair.0)))?.matches(String(pair.1)) ?? false
            if pair.0.isEmpty != pair.1.isEmpty || !pair.0.isEmpty && !isMatch {
                return "segment \(index + 1) is not \(Printable.text(String(pair.0), limit: 60))"
            }
        }
        return wanted.count == given.count ? "the path does not match" : "the path has \(given.count) segments, not \(wanted.count)"
    }
}

extension RouteMatch: CustomStringConvertible {
    /// Methods, hosts and path in one line.
    public var description: String {
        let parts = [methods.joined(separator: "|"), hosts.joined(separator: "|")].filter { !$0.isEmpty }
        return (parts + [path]).map { Printable.text($0, limit: 200) }.joined(separator: " ")
    }
}
