package import PerfMonConfiguration
package import PerfMonModel

/// A slow request on its way through a pipeline.
package struct AlertCandidate: Sendable {
    package var request: RequestRecord
    /// The host the request was for.
    package var host: String?
    package var service: ServiceIdentity
    package var policy: RequestPolicy
    /// What its profile says; `nil` when that is not known.
    package var verdict: Verdict?

    package init(
        request: RequestRecord, host: String? = nil, service: ServiceIdentity, policy: RequestPolicy, verdict: Verdict? = nil
    ) {
        self.request = request
        self.host = host
        self.service = service
        self.policy = policy
        self.verdict = verdict
    }
}
