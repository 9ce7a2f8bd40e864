/// A slow request with everything that is known about it: what a report shows.
public struct Incident: Sendable {
    /// The request.
    public var request: RequestRecord
    /// Its stacks over time.
    public var profile: Profile
    /// The call tree along the critical path; its root stands for the whole request.
    public var callTree: CallNode
    /// The conclusion.
    public var verdict: Verdict
    /// The process and the machine.
    public var environment: HostEnvironment

    /// Creates an incident.
    public init(
        request: RequestRecord,
        profile: Profile,
        callTree: CallNode,
        verdict: Verdict,
        environment: HostEnvironment
    ) {
        self.request = request
        self.profile = profile
        self.callTree = callTree
        self.verdict = verdict
        self.environment = environment
    }
}
