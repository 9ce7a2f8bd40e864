/// The values of `format` in our schema. Each has a parser of its own, whose messages are better than those of
/// a regular expression.
enum ValueFormat: String, Sendable {
    case duration = "perfmon-duration"
    case bytes = "perfmon-bytes"
    case share = "perfmon-percent"
    case pattern = "perfmon-pattern"
    case routeMatch = "perfmon-route-match"
    case url = "perfmon-url"

    func check(_ text: String) throws(ValueProblem) {
        switch self {
        case .duration: _ = try DurationText.parse(text)
        case .bytes: _ = try ByteSizeText.parse(text)
        case .share: _ = try ShareText.parse(text)
        case .pattern: try PathPattern.check(text)
        case .routeMatch: _ = try RouteMatch(parsing: text)
        case .url: try URLText.check(text)
        }
    }

    var code: DiagnosticCode {
        switch self {
        case .duration: .badDuration
        case .bytes, .share: .badQuantity
        case .pattern, .routeMatch: .badPattern
        case .url: .malformedText
        }
    }

    /// What a value of this format is called.
    var noun: String {
        switch self {
        case .duration: "a duration such as 500ms"
        case .bytes: "a size such as 512MiB"
        case .share: "a share such as 5%"
        case .pattern: "a pattern such as /api/*"
        case .routeMatch: "a route such as GET /api/*"
        case .url: "a URL such as https://chat.example.com/x"
        }
    }

    /// Whether a number without quotes is text of this format, or at least meant to be.
    var readsNumbers: Bool {
        switch self {
        case .duration, .bytes, .share: true
        case .pattern, .routeMatch, .url: false
        }
    }
}
