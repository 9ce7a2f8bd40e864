package import PerfMonModel
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// What the sampler can do in this process, and why not more.
package struct SamplerReport: Sendable, Equatable {
    package var runtime: RuntimeFinding
    package var readers: ReaderStates

    package init(runtime: RuntimeFinding, readers: ReaderStates) {
        self.runtime = runtime
        self.readers = readers
    }

    init(obstacle: RuntimeFinding.Obstacle) {
        self.init(runtime: RuntimeFinding(obstacle: obstacle), readers: ReaderStates(memory: .none))
    }

    /// The rung of the ladder that was reached.
    package var level: SamplerSummary.Level {
        if runtime.obstacle != nil || readers.memory == .none { return .timingsOnly }
        return runtime.failure == nil ? .full : .threadsOnly
    }

    /// All that is missing, each with its cause and remedy, in one sentence; `nil` when nothing is.
    package var limitation: String? {
        let sentences = level == .timingsOnly ? [obstacleSentence] : [runtimeSentence, signalSentence, threadSentence].compactMap(\.self)
        return sentences.isEmpty ? nil : sentences.joined(separator: "; ")
    }

    private var obstacleSentence: String {
        switch runtime.obstacle {
        case .unsupportedPlatform:
            "this platform has no sampler: only durations are measured; Linux on x86-64 has one"
        case .noMemory(let errno):
            "memory for the sampler could not be had (\(Self.text(of: errno))): only durations are measured; "
                + "raise the limit on memory or address space (`ulimit -v`)"
        case .noThread(let errno):
            "the sampler's thread could not be started (\(Self.text(of: errno))): only durations are measured; "
                + "raise the limit on processes (`ulimit -u`, cgroup `pids.max`)"
        case .noFiles:
            "hardly any file can be opened: only durations are measured; raise the limit on open files (`ulimit -n`), and restart"
        case .executorBusy:
            "Swift's thread pool had no thread for perfmon's start-up test: only durations are measured; "
                + "look for code that blocks the pool's threads, and restart"
        case .currentTaskUnknown:
            "it is not known where this Swift runtime keeps a thread's current task: only durations are measured; "
                + "build with Swift 6.3, and allow the system call get_robust_list"
        case nil:
            "the kernel forbids reading this process' memory: only durations are measured; "
                + "allow the system calls memfd_create and pwrite64, or process_vm_readv"
        }
    }

    private var runtimeSentence: String? {
        runtime.failure.map {
            "this Swift runtime's tasks cannot be read (\($0.rawValue)): awaits are not explained; "
                + "build with Swift 6.3, or with a perfmon that knows this version"
        }
    }

    /// How running threads are asked.
    package var signalSentence: String? {
        if readers.signal == 0, readers.chosenSignal != 0 {
            return "signal \(readers.chosenSignal) is used by others: code on a CPU is not seen; "
                + "set profiling.signal to auto, or to another one"
        }
        if readers.signal == 0 {
            return "all signals are taken: code on a CPU is not seen; leave SIGPROF or a real-time signal free"
        }
        guard readers.signalError != 0 else { return nil }
        return "signals cannot be sent to threads (\(Self.text(of: readers.signalError))): code on a CPU is not seen; "
            + "allow the system call rt_tgsigqueueinfo"
    }

    /// How blocked threads are looked at.
    package var threadSentence: String? {
        switch (readers.threadError, readers.listError) {
        case (0, 0): nil
        case (EMFILE, _), (ENFILE, _):
            "no file can be opened (\(Self.text(of: readers.threadError))): threads that were not seen before are not seen now; "
                + "raise the limit on open files (`ulimit -n`)"
        case (_, let error) where error != 0 && error != EMFILE && error != ENFILE:
            "the kernel does not show which threads there are (\(Self.text(of: error))): running and blocked time are not seen; mount /proc"
        default:
            "the kernel does not show where threads are blocked (\(Self.text(of: readers.threadError))): "
                + "their stacks are unknown; mount /proc and leave the process dumpable (PR_SET_DUMPABLE)"
        }
    }

    static func text(of code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
