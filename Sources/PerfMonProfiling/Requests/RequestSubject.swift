/// What is known of a request while it runs.
package protocol RequestSubject: AnyObject, Sendable {
    /// The HTTP method.
    var method: String { get }
    /// The path as requested, without the query.
    var path: String { get }
    /// A request slower than this is slow.
    var threshold: Duration { get }

    /// Says, once, that the request runs for unusually long. Called by the sampler, which must not be kept waiting.
    func isStuck(_ trace: TraceSnapshot)
}

/// What was seen so far of a request that still runs.
package struct TraceSnapshot: Sendable {
    let trace: RequestTrace
    /// Monotonic nanoseconds.
    let time: UInt64

    /// How long the request has been running.
    package var age: Duration { .nanoseconds(Int64(clamping: time - trace.request.start)) }
}
