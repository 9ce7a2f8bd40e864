#if os(Linux)
internal import CPerfMonFaults
internal import CPerfMonSampler
internal import PerfMonProfiling
#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Who else sends and handles signals.
extension Scenario {
    static let signals: [Scenario] = [chosenSignal, profilerBefore, profilerAfter, foreignSignals]

    private static func sayProfiler() {
        // The profiler's timer counts CPU time, which is scarce on a busy machine.
        let enough: Int32 = 20
        let deadline = Sampler.now() + 20_000_000_000
        while faults_profiler_signals() < enough, Sampler.now() < deadline {}
        say("profiler: \(faults_profiler_signals() >= enough ? "works" : "starves")")
        say("strays: \(faults_profiler_strays())")
        say("signal: \(Sampler.shared.report.map { $0.readers.signal == SIGPROF ? "SIGPROF" : "another" } ?? "none")")
    }

    /// The signal is chosen by its distance from the lowest real-time signal, and may be somebody else's.
    private static let chosenSignal = Scenario(name: "chosen-signal") {
        guard let distance = CommandLine.arguments.dropFirst(2).first.flatMap({ Int($0) }) else { throw Fault("no signal") }
        let number = perfmon_signal_real_time(Int32(distance))
        if CommandLine.arguments.contains("used") { signal(number) { _ in } }
        Sampler.shared.start(Sampler.Options(interval: .milliseconds(1), signal: .realTime(distance)))
        guard let report = Sampler.shared.waitForReport(patience: .seconds(20)) else { throw Fault("the sampler did not start") }
        say(report)
        say("signal: \(report.readers.signal == number ? "chosen" : "\(report.readers.signal)")")
        Workload.profile()
    }

    /// Another profiler uses SIGPROF when the sampler starts.
    private static let profilerBefore = Scenario(name: "profiler-before") {
        guard faults_start_profiler() else { throw Fault("no profiler") }
        try startedSampler()
        Workload.profile()
        sayProfiler()
    }

    /// Another profiler takes SIGPROF over while the sampler uses it.
    private static let profilerAfter = Scenario(name: "profiler-after") {
        try startedSampler()
        Workload.profile()
        guard faults_start_profiler() else { throw Fault("no profiler") }
        // While this request runs the sampler moves to another signal, which its thread does not let in yet.
        Workload.profile()
        Workload.profile()
        sayProfiler()
    }

    /// Others send the sampler's signal, also with values that look like its own.
    private static let foreignSignals = Scenario(name: "foreign-signals") {
        try startedSampler()
        Workload.profile {
            let status = faults_fork {
                let parent = getppid()
                for round in UInt64(0)..<2000 {
                    kill(parent, SIGPROF)
                    _ = faults_forge(parent, SIGPROF, round << (round % 48))
                }
                return 0
            }
            for value in UInt64(0)..<2000 { _ = faults_forge(getpid(), SIGPROF, value &* 0x1234_5679) }
            say("sender: \(status)")
        }
    }
}
#endif
