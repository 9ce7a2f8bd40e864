internal import CPerfMonSampler
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Which of the ways to look into this process work at the moment.
package struct ReaderStates: Sendable, Equatable {
    /// How memory is read.
    package enum Memory: Sendable, Equatable {
        case memoryFile, processRead, none
    }

    package var memory: Memory
    /// The signal that running threads are asked with; 0 when all are taken.
    package var signal: Int32
    /// The signal that was asked for; 0 when any would do.
    package var chosenSignal: Int32
    /// Why the kernel does not let us send it; 0 when it does.
    package var signalError: Int32
    /// Why the kernel does not show which threads there are; 0 when it does.
    package var listError: Int32
    /// Why the kernel does not show what system call a thread is in; 0 when it does.
    package var threadError: Int32

    /// Whether ``signal`` is the one that pool threads let in by themselves.
    package var usesProfilingSignal: Bool { signal == SIGPROF }

    package init(
        memory: Memory,
        signal: Int32 = 0,
        chosenSignal: Int32 = 0,
        signalError: Int32 = 0,
        listError: Int32 = 0,
        threadError: Int32 = 0
    ) {
        self.memory = memory
        self.signal = signal
        self.chosenSignal = chosenSignal
        self.signalError = signalError
        self.listError = listError
        self.threadError = threadError
    }

    /// Finds out, and installs the signal handler if it is not there. For the sampler's thread.
    @available(*, noasync)
    package static func current() -> ReaderStates {
        let memory: Memory =
            switch Int(perfmon_memory_check()) {
            case perfmon_memory_file: .memoryFile
            case perfmon_memory_process: .processRead
            default: .none
            }
        guard memory != .none else { return ReaderStates(memory: .none) }
        return ReaderStates(
            memory: memory,
            signal: perfmon_signal_install(),
            chosenSignal: perfmon_signal_chosen(),
            signalError: perfmon_signal_permission(),
            listError: perfmon_threads_permission(),
            threadError: perfmon_thread_permission()
        )
    }
}
