#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What is known of one finished request. Everything in it is already redacted: it may be shown.
public struct RequestRecord: Sendable, Codable {
    /// A captured header; `value` is `[redacted]` where the policy says so.
    public struct Header: Sendable, Hashable, Codable {
        /// The field name as the policy writes it.
        public var name: String
        /// The value, shortened and redacted.
        public var value: String

        /// Creates a header.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Eight lower-case hexadecimal digits that name this request's report.
    public var id: String
    /// Whether the request still ran when this was recorded, long after it should have ended.
    public var isRunning: Bool
    /// When the request began.
    public var start: Date
    /// From the start to the last byte of the response, or to the moment of recording.
    public var duration: Duration
    /// The threshold that the duration exceeded.
    public var threshold: Duration
    /// The HTTP method.
    public var method: String
    /// The path as requested, without the query.
    public var path: String
    /// The query with secret values redacted, without `?`; `nil` when there is none.
    public var query: String?
    /// The route's template, such as `/users/{id}`; `nil` when no route matched.
    public var route: String?
    /// The status code; `nil` when the handler threw an error that names none.
    public var status: Int?
    /// What the handler or the response body threw.
    public var error: String?
    /// Bytes of the response body, when known.
    public var responseSize: Int?
    /// Bytes of the request body as announced by `Content-Length`.
    public var requestSize: Int?
    /// The peer's address.
    public var remoteAddress: String?
    /// The framework's identifier of the request.
    public var requestID: String?
    /// From `traceparent`.
    public var traceID: String?
    /// The captured headers.
    public var headers: [Header]
    /// How many headers the policy left out.
    public var hiddenHeaders: Int
    /// Other monitored requests in flight when it ended.
    public var otherRequestsInFlight: Int

    /// Creates a record.
    public init(
        id: String,
        isRunning: Bool = false,
        start: Date,
        duration: Duration,
        threshold: Duration,
        method: String,
        path: String,
        query: String? = nil,
        route: String? = nil,
        status: Int? = nil,
        error: String? = nil,
        responseSize: Int? = nil,
        requestSize: Int? = nil,
        remoteAddress: String? = nil,
        requestID: String? = nil,
        traceID: String? = nil,
        headers: [Header] = [],
        hiddenHeaders: Int = 0,
        otherRequestsInFlight: Int = 0
    ) {
        self.id = id
        self.isRunning = isRunning
        self.start = start
        self.duration = duration
        self.threshold = threshold
        self.method = method
        self.path = path
        self.query = query
        self.route = route
        self.status = status
        self.error = error
        self.responseSize = responseSize
        self.requestSize = requestSize
        self.remoteAddress = remoteAddress
        self.requestID = requestID
        self.traceID = traceID
        self.headers = headers
        self.hiddenHeaders = hiddenHeaders
        self.otherRequestsInFlight = otherRequestsInFlight
    }
}
