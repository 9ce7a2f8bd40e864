package import PerfMonConfiguration
package import PerfMonModel

/// A slow request on its way through a pipeline.
package struct AlertCandidate: Sendable {
    package var request: RequestRecord
    /// The host the request was for.
    package var host: String?
    package var service: ServiceIdentity
    package var policy: RequestPolicy

    package init(request: RequestRecord, host: String? = nil, service: ServiceIdentity, policy: RequestPolicy) {
        self.request = request
        self.host = host
        self.service = service
        self.policy = policy
    }
}
