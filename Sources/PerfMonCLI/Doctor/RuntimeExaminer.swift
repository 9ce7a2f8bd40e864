#if CLI
internal import PerfMonModel
internal import PerfMonProfiling

/// Runs the profiler's self-test in this process.
struct RuntimeExaminer {
    private let report: SamplerReport?

    /// Starts the sampler, which takes milliseconds, and waits for it.
    @available(*, noasync)
    init() {
        Sampler.shared.start(Sampler.Options())
        report = Sampler.shared.waitForReport(patience: .seconds(10))
    }

    func examine() -> [Examination] {
        guard let report else {
            return [.problem("runtime", "the self-test did not end within 10 s", remedy: "run it again on a machine that is less busy")]
        }
        guard report.runtime.obstacle == nil, report.readers.memory != .none else {
            return [level(report)]
        }
        return [runtime(report.runtime), level(report), memory(report.readers), threads(report), signal(report)]
    }

    private func runtime(_ finding: RuntimeFinding) -> Examination {
        let layout = "layout \(finding.layoutVersion), tasks of \(finding.taskSize) bytes"
        if let failure = finding.failure {
            return .problem(
                "runtime", "\(layout): \(failure.rawValue)", remedy: "build with Swift 6.3, or with a perfmon that knows this version")
        }
        return .ok("runtime", "\(layout), tested in \(Figure.milliseconds(finding.duration))")
    }

    private func level(_ report: SamplerReport) -> Examination {
        switch report.level {
        case .full: .ok("level", "full: running, blocked and suspended time, with child tasks")
        case .threadsOnly: .warning("level", "threads only: awaits are not explained", remedy: "see `runtime`")
        case .timingsOnly: Self.examination("level", .problem, report.limitation ?? "timings only")
        }
    }

    private func memory(_ readers: ReaderStates) -> Examination {
        switch readers.memory {
        case .memoryFile: .ok("safe reads", "by a memory file (memfd_create, pwrite64)")
        case .processRead:
            .warning(
                "safe reads", "by process_vm_readv, at about twice the cost",
                remedy: "allow the system calls memfd_create and pwrite64, and raise `ulimit -n`")
        case .none: .problem("safe reads", "none", remedy: "allow memfd_create and pwrite64, or process_vm_readv")
        }
    }

    private func threads(_ report: SamplerReport) -> Examination {
        guard let sentence = report.threadSentence else { return .ok("/proc", "shows which system call each thread is blocked in") }
        return Self.examination("/proc", .warning, sentence)
    }

    private func signal(_ report: SamplerReport) -> Examination {
        if let sentence = report.signalSentence { return Self.examination("signal", .warning, sentence) }
        let isUsual = report.readers.usesProfilingSignal
        if isUsual { return .ok("signal", "SIGPROF; a real-time signal where another profiler uses that one, or profiling.signal says so") }
        return .warning(
            "signal", "number \(report.readers.signal), because SIGPROF is in use here",
            remedy: "nothing must be done; threads answer from their first monitored request on")
    }

    /// The sampler's sentences hold the finding and, after a semicolon, the remedy.
    private static func examination(_ subject: String, _ status: Examination.Status, _ sentence: String) -> Examination {
        let parts = sentence.split(separator: "; ", maxSplits: 1).map(String.init)
        return Examination(subject: subject, status: status, finding: parts[0], remedy: parts.dropFirst().first)
    }
}
#endif
