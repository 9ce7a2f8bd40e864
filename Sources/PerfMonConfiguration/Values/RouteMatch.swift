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
        let parts = Self.words(of: text)
        switch parts.count {
        case 1:
            if Self.methodNames.contains(parts[0]) {
                throw ValueProblem("has a method but no path", hint: "such as \(parts[0]) /api/*")
            }
            self.init(path: parts[0])
        case 2:
            guard !parts[0].hasPrefix("/") else {
                throw ValueProblem("has a blank in its path", hint: "a path has none; requests write it as %20")
            }
            guard Self.methodNames.contains(parts[0]) || parts[0] == "*" else {
                let nearest = EditDistance.nearest(to: parts[0].uppercased(), in: Self.methodNames)
                throw ValueProblem(
                    "has the unknown method `\(Printable.text(parts[0], limit: 20))`",
                    hint: nearest.map { "did you mean `\($0) \(parts[1])`?" } ?? "methods are \(Self.methodNames.joined(separator: ", "))",
                    suggestion: nearest.map { "\($0) \(parts[1])" }
                )
            }
            let methods = Self.methodNames.firstIndex(of: parts[0]).map { Self.methodLists[$0] }
            self.init(methods: methods ?? [], path: parts[1])
        default:
            throw ValueProblem("is not a route match", hint: "expected `[METHOD ]path`, such as GET /api/users/{id}")
        }
        try PathPattern.check(path)
    }

    /// Lists of one method each, so that routes share them.
    private static let methodLists = methodNames.map { [$0] }

    private static func words(of text: String) -> [String] {
        let space = UInt8(ascii: " ")
        guard text.containsByte(space) else { return text.isEmpty ? [] : [text] }
        return text.withBytes { bytes in
            guard let first = bytes.firstIndex(of: space), first > 0, !bytes[(first + 1)...].contains(space), first + 1 < bytes.count else {
                return bytes.split(separator: space).map { String(decoding: $0, as: UTF8.self) }
            }
            return [String(decoding: bytes[..<first], as: UTF8.self), String(decoding: bytes[(first + 1)...], as: UTF8.self)]
        }
    }
}

/// URL patterns that are meant for paths.
package enum PathPattern {
    package static func parse(_ text: String) throws(ValueProblem) -> URLPattern {
        let pattern = try URLPattern(text)
        if pattern.hasUnusualCharacters { try PatternText.checkPath(text) }
        if case .byte(let first) = pattern.tokens.first { try check(first, of: text) }
        return pattern
    }

    /// Throws what ``parse(_:)`` would.
    static func check(_ text: String) throws(ValueProblem) {
        var parser = URLPatternParser(text, keepsTokens: false)
        try parser.parse()
        if parser.hasUnusualCharacters { try PatternText.checkPath(text) }
        if let first = parser.firstByte { try check(first, of: text) }
    }

    private static func check(_ first: UInt8, of text: String) throws(ValueProblem) {
        guard first != UInt8(ascii: "/") else { return }
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
