package import PerfMonConfiguration
internal import PerfMonModel
internal import PerfMonReporting
package import PerfMonStore

extension Fingerprint {
    /// The values of these parts.
    package init(_ parts: [FingerprintPart], of candidate: AlertCandidate) {
        self.init(parts.map { ($0.rawValue, candidate.value(of: $0)) })
    }
}

extension AlertCandidate {
    fileprivate func value(of part: FingerprintPart) -> String {
        switch part {
        case .service: service.name
        case .environment: service.environment
        case .method: request.method
        case .route: request.route ?? policy.routeName ?? PathShape.of(request.path)
        case .path: request.path
        case .status: request.status.map(String.init) ?? "none"
        case .host: host?.lowercased() ?? "none"
        case .classification: verdict?.classification.rawValue ?? "none"
        case .function: verdict?.topFunction?.function ?? "none"
        }
    }
}
