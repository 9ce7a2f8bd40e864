internal import CPerfMonSampler
package import PerfMonModel
internal import Synchronization

/// A request in flight, and what was seen of it so far.
package struct SurveyedRequest: Sendable {
    package let snapshot: TraceSnapshot
    package let subject: (any RequestSubject)?
}

/// Why nothing is known of the requests in flight.
package enum SurveyFailure: Error, CustomStringConvertible {
    case noSampler, tooLate

    package var description: String {
        switch self {
        case .noSampler: "the profiler's sampler does not run in this process, or not yet; perfmon doctor says what it needs"
        case .tooLate: "the profiler's sampler did not look within 3 s: it has no CPU time, or the process is stopped; try again"
        }
    }
}

extension Sampler {
    private static let surveyPatience: UInt64 = 3_000_000_000

    /// Looks at all requests in flight now, also those too young to be sampled. Waits some ticks. Where the sampler cannot look into the
    /// process, of each request only its age is known.
    @available(*, noasync)
    package func survey() throws(SurveyFailure) -> [SurveyedRequest] {
        try surveyor.withLock { _ throws(SurveyFailure) in try surveyAlone() }
    }

    private func surveyAlone() throws(SurveyFailure) -> [SurveyedRequest] {
        let isRunning = shared.withLock { shared in
            if shared.isRunning { shared.survey = .wanted }
            return shared.isRunning
        }
        guard isRunning else { throw .noSampler }
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
        throw .tooLate
    }

    /// The profile so far of a request that still runs.
    @available(*, noasync)
    package func profile(of snapshot: TraceSnapshot, symbolizer: inout ProfileSymbolizer) -> Profile {
        profile(of: snapshot.trace, duration: snapshot.age, symbolizer: &symbolizer)
    }
}
