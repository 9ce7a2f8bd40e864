public import PerfMonModel

/// Turns a profile into a call tree and a conclusion.
public enum IncidentAnalysis {
    /// The call tree along the critical path of `profile`, and what it says about the request.
    ///
    /// A pure function of the profile. Its cost is proportional to the segments of all lanes times their stack depth.
    public static func analyze(_ profile: Profile) -> (callTree: CallNode, verdict: Verdict) {
        let path = CriticalPath(of: profile)
        let tree = CallTreeBuilder.tree(of: path, in: profile)
        return (tree, VerdictBuilder(path: path, callTree: tree, sampler: profile.sampler).verdict)
    }
}
