/// A route whose patterns are compiled and whose policies are worked out.
///
/// A class, so that going through routes for each request counts no references of their parts.
final class CompiledRoute: Sendable {
    let match: RouteMatch
    let methods: MethodSet
    let path: URLPattern
    let hosts: [URLPattern]
    /// `nil`: these requests are not monitored.
    let policy: MethodPolicies?

    init(match: RouteMatch, path: URLPattern, hosts: [URLPattern], policy: MethodPolicies?) {
        self.match = match
        self.methods = MethodSet(names: match.methods)
        self.path = path
        self.hosts = hosts
        self.policy = policy
    }

    /// Whether method and host fit; the path has been looked at already.
    func admits(_ method: String, _ set: MethodSet, host: Substring?) -> Bool {
        guard methods.contains(set), set != .other || match.methods.isEmpty || match.methods.contains(method) else { return false }
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
