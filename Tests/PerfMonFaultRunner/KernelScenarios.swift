#if os(Linux)
internal import CPerfMonFaults
internal import PerfMonModel
internal import PerfMonProfiling
#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What the system may refuse.
extension Scenario {
    static let kernel: [Scenario] = [forbidden, forbiddenLater, noFiles, opaque]

    private static var callsByArgument: [Int] {
        CommandLine.arguments.dropFirst(2).map { Int(faults_system_call($0)) }
    }

    static func forbidCalls() throws {
        let calls = callsByArgument
        if calls.isEmpty { return }
        guard !calls.contains(-1), faults_forbid(calls, Int32(calls.count), EPERM) else { throw Fault("calls cannot be forbidden") }
    }

    /// Forbids the system calls named by the arguments, then starts.
    private static let forbidden = Scenario(name: "forbidden") {
        try forbidCalls()
        try startedSampler()
        Workload.profile()
    }

    /// Starts, then forbids them.
    private static let forbiddenLater = Scenario(name: "forbidden-later") {
        try startedSampler()
        try forbidCalls()
        Workload.profile()
        if let report = Sampler.shared.report { say("then \(report.level.rawValue): \(report.limitation ?? "none")") }
    }

    /// Leaves no descriptor free, and later some.
    private static let noFiles = Scenario(name: "no-files") {
        // The runtime cannot do without its own.
        Workload.pauseOnce()
        let openFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        getrlimit(openFiles, &limit)
        let usual = limit.rlim_cur
        limit.rlim_cur = 3
        setrlimit(openFiles, &limit)
        try startedSampler()
        Workload.profile()
        limit.rlim_cur = usual
        setrlimit(openFiles, &limit)
        Workload.profile()
        if let report = Sampler.shared.report { say("then \(report.level.rawValue): \(report.limitation ?? "none")") }
    }

    /// Is neither root nor open to inspection.
    private static let opaque = Scenario(name: "opaque") {
        guard faults_become_opaque() else { throw Fault("this process stays as it is") }
        try startedSampler()
        Workload.profile()
    }
}
#endif
