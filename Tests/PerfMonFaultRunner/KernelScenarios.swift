#if os(Linux)
internal import CPerfMonFaults
internal import CPerfMonSampler
internal import Dispatch
internal import PerfMonModel
internal import PerfMonProfiling
#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A request that says when it was reported as stuck.
private final class HangingRequest: RequestSubject {
    let method = "GET", path = "/hangs"
    let threshold = Duration.milliseconds(1)
    let isReported = DispatchSemaphore(value: 0)

    func isStuck(_ trace: TraceSnapshot) {
        if trace.age >= .milliseconds(20) { isReported.signal() }
    }
}

/// What the system may refuse.
extension Scenario {
    static let kernel: [Scenario] = [
        forbidden, forbiddenLater, hanging, noTime, noFiles, noFilesLater, opaque, smallFiles, smallFilesLater,
    ]

    private static var callsByArgument: [Int] {
        CommandLine.arguments.dropFirst(2).filter { Int($0) == nil }.map { Int(faults_system_call($0)) }
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

    /// Forbids the system calls named by the arguments, and lets a request hang.
    private static let hanging = Scenario(name: "hanging") {
        try forbidCalls()
        try startedSampler()
        let subject = HangingRequest()
        guard let request = Sampler.shared.begin(threshold: .milliseconds(1), stuckAfter: .milliseconds(20), subject: subject) else {
            throw Fault("no slot")
        }
        say("stuck: \(subject.isReported.wait(timeout: .now() + 20) == .success)")
        say("again: \(subject.isReported.wait(timeout: .now() + 0.3) == .success)")
        say("listed: \(try Sampler.shared.survey().compactMap { $0.subject?.path }.joined(separator: " "))")
        Sampler.shared.end(request)
        say("then listed: \(try Sampler.shared.survey().count)")
    }

    /// Gives the sampler hardly any CPU time for many requests.
    private static let noTime = Scenario(name: "no-time") {
        var options = Profiler.Options()
        options.interval = .milliseconds(1)
        options.maximumOverhead = 0.0001
        let chosen = options
        let tasks = (0..<200).map { _ in Task.detached { _ = await Profiler.record(chosen) { try? await Task.sleep(for: .seconds(60)) } } }
        let deadline = Sampler.now() + 20_000_000_000
        while Sampler.shared.requestsInFlight < tasks.count, Sampler.now() < deadline { usleep(1000) }
        // What was saved up is used up by now: every tick looks at them all.
        usleep(500_000)
        let subject = HangingRequest()
        guard let request = Sampler.shared.begin(threshold: .milliseconds(1), stuckAfter: .milliseconds(20), subject: subject) else {
            throw Fault("no slot")
        }
        say("stuck: \(subject.isReported.wait(timeout: .now() + 20) == .success)")
        let profile = Workload.record(chosen) { try? await Task.sleep(for: .milliseconds(50)) }
        say("left out: \(profile.sampler.leftOut > 0 ? "some" : "unknown")")
        say("listed: \(try Sampler.shared.survey().count)")
        Sampler.shared.end(request)
        for task in tasks { task.cancel() }
    }

    /// Lets no further file be opened. Swift's thread pool could not be started any more.
    private static let noFiles = Scenario(name: "no-files") {
        try limitFiles(to: 0)
        try startedSampler()
    }

    /// Lets no further file be opened for a while. No task runs: the thread pool's monitor opens files every second, and ends the
    /// process when it cannot.
    private static let noFilesLater = Scenario(name: "no-files-later") {
        let usual = try limitFiles(to: 0)
        guard perfmon_memory_open() == 0 else { throw Fault("no memory") }
        say(SamplerReport(runtime: RuntimeFinding(), readers: ReaderStates.current()))
        try limitFiles(to: usual)
        let report = SamplerReport(runtime: RuntimeFinding(), readers: ReaderStates.current())
        say("then \(report.level.rawValue): \(report.limitation ?? "none")")
    }

    @discardableResult
    private static func limitFiles(to count: rlim_t) throws -> rlim_t {
        let openFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(openFiles, &limit) == 0 else { throw Fault("the limit is not known") }
        let before = limit.rlim_cur
        limit.rlim_cur = count
        guard setrlimit(openFiles, &limit) == 0 else { throw Fault("the limit cannot be set") }
        return before
    }

    /// Lets no file be longer than a part of the sampler's memory, from before its start and while it runs.
    private static let smallFiles = Scenario(name: "small-files") {
        try limitFileSize()
        try startedSampler()
        Workload.profile()
    }

    private static let smallFilesLater = Scenario(name: "small-files-later") {
        try startedSampler()
        Workload.profile {
            Workload.spin(milliseconds: 30)
            do { try limitFileSize() } catch { say("\(error)") }
        }
        if let report = Sampler.shared.report { say("then \(report.level.rawValue): \(report.readers.memory)") }
    }

    /// To the number of bytes that the second argument names.
    static func limitFileSize() throws {
        guard let size = CommandLine.arguments.dropFirst(2).first.flatMap({ rlim_t($0) }) else { throw Fault("no size") }
        let fileSize = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
        var limit = rlimit()
        guard getrlimit(fileSize, &limit) == 0 else { throw Fault("the limit is not known") }
        limit.rlim_cur = size
        guard setrlimit(fileSize, &limit) == 0 else { throw Fault("the limit cannot be set") }
    }

    /// Is neither root nor open to inspection.
    private static let opaque = Scenario(name: "opaque") {
        guard faults_become_opaque() else { throw Fault("this process stays as it is") }
        try startedSampler()
        Workload.profile()
    }
}
#endif
