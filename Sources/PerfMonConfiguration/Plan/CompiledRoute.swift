/// A route whose patterns are compiled and whose policies are worked out.
///
/// A class, so that going through many routes for each request counts no references of their parts.
final class CompiledRoute: Sendable {
    let match: RouteMatch
    let path: URLPattern
    let hosts: [URLPattern]
    /// `nil`: these requests are not monitored.
    let policy: MethodPolicies?

    init(match: RouteMatch, path: URLPattern, hosts: [URLPattern], policy: MethodPolicies?) {
        self.match = match
        self.path = path
        self.hosts = hosts
        self.policy = policy
    }

    func matches(method: String, path: String, host: String?) -> Bool {
        guard match.methods.isEmpty || match.methods.contains(method), self.path.matches(path) else { return false }
        if hosts.isEmpty { return true }
        guard let host else { return false }
        return hosts.contains { $0.matches(host) }
    }
}

/// A policy, and its variants for methods with a threshold of their own.
struct MethodPolicies: Sendable {
    let common: RequestPolicy
    let byMethod: [String: RequestPolicy]

    func policy(for method: String) -> RequestPolicy {
        byMethod.isEmpty ? common : byMethod[method] ?? common
    }
}
