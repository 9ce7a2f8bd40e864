#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import PerfMonConfiguration
internal import PerfMonModel
internal import PerfMonProfiling

extension RequestRecord {
    private static let longestText = 2000

    /// What may be shown of a slow request: redacted and shortened.
    init(_ request: RequestFacts, isRunning: Bool = false, duration: Duration, details: RequestDetails) {
        let (headers, hidden) = request.policy.headers.capture(details.headers)
        func header(_ name: String) -> String? {
            details.headers.first { $0.name.lowercased() == name }?.value
        }
        self.init(
            id: Self.newIdentifier(),
            isRunning: isRunning,
            start: Date(timeIntervalSinceNow: -duration.seconds),
            duration: duration,
            threshold: request.policy.threshold(status: details.status),
            method: Self.short(request.method),
            path: Self.short(request.path),
            query: details.query.flatMap { $0.isEmpty ? nil : Self.short(QueryRedaction.redact($0)) },
            route: details.route.map(Self.short),
            status: details.status,
            error: details.error.map { Self.short(String(describing: $0)) },
            responseSize: details.responseSize,
            requestSize: header("content-length").flatMap { Int($0) },
            remoteAddress: details.remoteAddress.map(Self.short),
            requestID: details.requestID.map(Self.short),
            traceID: header("traceparent").flatMap(Self.traceID),
            headers: headers,
            hiddenHeaders: hidden,
            otherRequestsInFlight: max(0, Sampler.shared.requestsInFlight - 1)
        )
    }

    private static func newIdentifier() -> String {
        let digits = String(UInt32.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    private static func short(_ text: String) -> String {
        text.utf8.count <= longestText ? text : String(text.prefix(longestText)) + "…"
    }

    /// The trace identifier of a `traceparent` header (W3C Trace Context): 32 hexadecimal digits between the first two dashes.
    private static func traceID(_ traceparent: String) -> String? {
        let parts = traceparent.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[1].utf8.count == 32, parts[1].allSatisfy(\.isHexDigit), parts[1].contains(where: { $0 != "0" })
        else { return nil }
        return parts[1].lowercased()
    }
}

extension Duration {
    /// As a floating-point number of seconds.
    var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
