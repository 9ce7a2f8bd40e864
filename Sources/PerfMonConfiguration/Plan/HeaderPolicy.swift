public import PerfMonModel

/// Which headers of a request its report shows, and how.
public struct HeaderPolicy: Sendable {
    /// The headers that `headers.names: standard` stands for.
    public static let standardNames = [
        "X-Forwarded-For", "X-Real-IP", "X-Request-ID", "X-Trace-ID", "X-Correlation-ID", "Referer", "Content-Type", "Accept",
        "Accept-Language", "Origin", "User-Agent",
    ]
    /// The headers whose values are never shown unless `headers.redact` says otherwise.
    public static let standardRedactions = [
        "authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "x-auth-token", "x-csrf-token",
    ]

    private struct Selected: Sendable {
        var name: String
        var lowercased: String
        var isRedacted: Bool
    }

    private let selected: [Selected]
    /// Longer values are cut to this many characters.
    public let maxValueLength: Int

    init(_ options: HeaderOptions) {
        let names =
            switch options.names ?? .standard {
            case .standard: Self.standardNames
            case .list(let names): names
            }
        let redacted = Set((options.redact ?? Self.standardRedactions).map { $0.lowercased() })
        selected = (options.isCaptured ?? true ? names : []).map { name in
            let lowercased = name.lowercased()
            return Selected(name: name, lowercased: lowercased, isRedacted: redacted.contains(lowercased))
        }
        maxValueLength = options.maxValueLength ?? 500
    }

    /// Everything that the policy says, as text.
    var summary: [String] {
        selected.map { "\($0.name) \($0.isRedacted ? "redacted" : "shown")" } + ["\(maxValueLength)"]
    }

    /// Selects the headers to show.
    ///
    /// Names are compared in any case. The result is in the policy's order, without empty values; a longer value is
    /// cut to ``maxValueLength`` characters, and a redacted one is `[redacted]`. `hidden` is the number of the
    /// request's headers that are left out.
    public func capture(_ headers: some Sequence<(name: String, value: String)>) -> (captured: [RequestRecord.Header], hidden: Int) {
        let all = Array(headers)
        let captured = select(all).map { RequestRecord.Header(name: $0.name, value: $0.value) }
        return (captured, max(0, all.count - captured.count))
    }

    /// The headers to show, with their values as they are shown.
    package func select(_ headers: [(name: String, value: String)]) -> [(name: String, value: String)] {
        let lowercased = headers.map { (name: $0.name.lowercased(), value: $0.value) }
        return selected.flatMap { choice in
            lowercased.filter { $0.name == choice.lowercased && !$0.value.isEmpty }
                .map { (name: choice.name, value: shown($0.value, isRedacted: choice.isRedacted)) }
        }
    }

    private func shown(_ value: String, isRedacted: Bool) -> String {
        if isRedacted { return "[redacted]" }
        return value.utf8.count > maxValueLength ? String(value.prefix(maxValueLength)) : value
    }
}
