internal import PerfMonConfiguration
internal import PerfMonProfiling
internal import Synchronization

/// One request that is being timed, from ``Monitor/begin(method:path:host:)`` until ``finish(_:)``.
///
/// It ends exactly once, whatever happens: later calls do nothing, and if it is dropped unfinished, as when a response's body is
/// never written, it ends there with what was last said of it.
public final class MonitoredRequest: Sendable {
    private let facts: RequestFacts
    private let start: UInt64
    private let active: ActiveRequest?
    private let isFinished = Atomic<Bool>(false)

    /// `start`: monotonic nanoseconds.
    init(_ facts: RequestFacts, start: UInt64, active: ActiveRequest?) {
        self.facts = facts
        self.start = start
        self.active = active
    }

    deinit {
        finish(nil)
    }

    /// Runs a part of the request, such as its handler, so that tasks which it starts can be told to belong to it. Parts that run
    /// without this are measured, too; only unstructured tasks that nobody awaits are not found then.
    public func run<Value>(
        isolation: isolated (any Actor)? = #isolation,
        _ part: () async throws -> Value
    ) async rethrows -> Value {
        guard let active else { return try await part() }
        return try await RequestScope.run(active, isolation: isolation, part)
    }

    /// Says what is known so far, such as when the response is there but its body is still to be written.
    ///
    /// - Parameter details: Called only if the request took longer than the lowest threshold that a status could give it.
    public func describe(_ details: @escaping @Sendable () -> RequestDetails) {
        facts.describe(details)
    }

    /// Ends the request. The first call counts.
    ///
    /// - Parameter details: Called before this returns, and only if the request took longer than the lowest threshold that a status
    ///   could give it; `nil` keeps what ``describe(_:)`` said.
    public func finish(_ details: (() -> RequestDetails)? = nil) {
        guard !isFinished.exchange(true, ordering: .relaxed) else { return }
        let now = Sampler.now()
        let duration = Duration.nanoseconds(Int64(clamping: now - start))
        let policy = facts.policy
        lazy var described = details?() ?? facts.described
        let isSlow =
            policy.dependsOnStatus
            ? duration > policy.lowestThreshold && duration > policy.threshold(status: described.status)
            : duration > policy.threshold
        if isSlow {
            facts.reportSlow(profiled: active, endedAt: now, duration: duration) { described }
        } else if let active {
            Sampler.shared.end(active)
        }
    }
}
