/// Which requests a route is for.
public struct RouteMatch: Sendable, Hashable {
    /// The methods; empty for all.
    public var methods: [String]
    /// A URL pattern for the path.
    public var path: String
    /// Patterns for the host name; empty for all.
    public var hosts: [String]

    /// Creates a match.
    public init(methods: [String] = [], path: String, hosts: [String] = []) {
        self.methods = methods
        self.path = path
        self.hosts = hosts
    }

    package static let methodNames = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"]

    /// Parses the short form, `[METHOD ]path`.
    package init(parsing text: String) throws(ValueProblem) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
        switch parts.count {
        case 1:
            if Self.methodNames.contains(parts[0]) {
                throw ValueProblem("has a method but no path", hint: "such as \(parts[0]) /api/*")
            }
            self.init(path: parts[0])
        case 2:
            guard Self.methodNames.contains(parts[0]) || parts[0] == "*" else {
                let nearest = EditDistance.nearest(to: parts[0].uppercased(), in: Self.methodNames)
                throw ValueProblem(
                    "has the unknown method `\(Printable.text(parts[0], limit: 20))`",
                    hint: nearest.map { "did you mean `\($0) \(parts[1])`?" } ?? "methods are \(Self.methodNames.joined(separator: ", "))",
                    suggestion: nearest.map { "\($0) \(parts[1])" }
                )
            }
            self.init(methods: parts[0] == "*" ? [] : [parts[0]], path: parts[1])
        default:
            throw ValueProblem("is not a route match", hint: "expected `[METHOD ]path`, such as GET /api/users/{id}")
        }
        _ = try PathPattern.parse(path)
    }
}

/// URL patterns that are meant for paths.
package enum PathPattern {
    package static func parse(_ text: String) throws(ValueProblem) -> URLPattern {
        let pattern = try URLPattern(text)
        guard case .byte(let first) = pattern.tokens[0], first != UInt8(ascii: "/") else { return pattern }
        if text.contains("://") {
            throw ValueProblem("has a scheme and a host", hint: "write the path only, such as /api/*")
        }
        let trimmed = text.drop { $0 == " " }
        throw ValueProblem(
            "can never match a path, for paths start with /",
            hint: "did you mean `\(trimmed.hasPrefix("/") ? "" : "/")\(trimmed)`?",
            suggestion: (trimmed.hasPrefix("/") ? "" : "/") + trimmed
        )
    }
}
