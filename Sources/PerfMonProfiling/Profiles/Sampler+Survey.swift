internal import CPerfMonSampler
package import PerfMonModel
internal import Synchronization

/// A request in flight, and what was seen of it so far.
package struct SurveyedRequest: Sendable {
    package let snapshot: TraceSnapshot
    package let subject: (any RequestSubject)?
}

extension Sampler {
    private static let surveyPatience: UInt64 = 3_000_000_000

    /// Looks at all requests in flight now, also those too young to be sampled. Waits some ticks; empty when the sampler has no thread. Where it
    /// cannot look into the process, of each request only its age is known.
    @available(*, noasync)
    package func survey() -> [SurveyedRequest] {
        guard
            shared.withLock({ shared in
                guard shared.isRunning else { return false }
                shared.survey = .wanted
                return true
            })
        else { return [] }
        let deadline = perfmon_now() + Self.surveyPatience
        while perfmon_now() < deadline {
            wakeIfParked()
            perfmon_pause(2_000_000)
            let done: [SurveyedRequest]? = shared.withLock { shared in
                guard case .done(let requests) = shared.survey else { return nil }
                shared.survey = .none
                return requests
            }
            if let done { return done }
        }
        return []
    }

    /// The profile so far of a request that still runs.
    @available(*, noasync)
    package func profile(of snapshot: TraceSnapshot, symbolizer: inout ProfileSymbolizer) -> Profile {
        profile(of: snapshot.trace, duration: snapshot.age, symbolizer: &symbolizer)
    }
}
