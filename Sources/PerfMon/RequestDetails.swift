/// What an adapter knows of a finished request. It is asked for only when the request was slow, and may hold secrets: the monitor
/// redacts before it shows anything.
public struct RequestDetails: Sendable {
    /// The query without `?`.
    public var query: String?
    /// The route's template, such as `/users/{id}`; `nil` when no route matched.
    public var route: String?
    /// The response's status code.
    public var status: Int?
    /// What the handler or the response body threw.
    public var error: (any Error)?
    /// Bytes of the response body, when known.
    public var responseSize: Int?
    /// The peer's address.
    public var remoteAddress: String?
    /// The framework's identifier of the request.
    public var requestID: String?
    /// All headers of the request, in their order.
    public var headers: [(name: String, value: String)]

    /// Creates details.
    public init(
        query: String? = nil,
        route: String? = nil,
        status: Int? = nil,
        error: (any Error)? = nil,
        responseSize: Int? = nil,
        remoteAddress: String? = nil,
        requestID: String? = nil,
        headers: [(name: String, value: String)] = []
    ) {
        self.query = query
        self.route = route
        self.status = status
        self.error = error
        self.responseSize = responseSize
        self.remoteAddress = remoteAddress
        self.requestID = requestID
        self.headers = headers
    }
}
