#if CLI
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif
internal import PerfMonThreads
internal import Synchronization

/// Tidies up when a person or the system ends the command: SIGINT and SIGTERM. One at a time in a process.
final class InterruptionGuard: Sendable {
    private static let signals = [SIGINT, SIGTERM]
    #if canImport(Darwin)
    private static let kind = SOCK_STREAM
    #else
    private static let kind = CInt(SOCK_STREAM.rawValue)
    #endif
    /// Where the handler writes to: the only thing that it does. -1 when there is no guard.
    private static let pipe = Atomic<CInt>(-1)

    private let writingEnd: CInt

    /// `nil` when the system has no pipe or thread to give, or another guard is at work.
    init?(tidyUp: @escaping @Sendable () -> Void) {
        var ends: [CInt] = [-1, -1]
        guard socketpair(AF_UNIX, Self.kind, 0, &ends) == 0 else { return nil }
        let (reading, writing) = (ends[0], ends[1])
        writingEnd = writing
        let isAlone = Self.pipe.compareExchange(expected: -1, desired: writing, ordering: .sequentiallyConsistent).exchanged
        let isStarted = isAlone && WorkerThread.start(name: "perfmon-signals") { Self.wait(at: reading, tidyUp: tidyUp) } == 0
        guard isStarted else {
            if isAlone { Self.pipe.store(-1, ordering: .sequentiallyConsistent) }
            close(reading)
            close(writing)
            return nil
        }
        for number in Self.signals { signal(number, Self.handler) }
    }

    /// Signals mean again what they always mean.
    func end() {
        for number in Self.signals { signal(number, SIG_DFL) }
        Self.pipe.store(-1, ordering: .sequentiallyConsistent)
        // The thread reads the end.
        close(writingEnd)
    }

    private static let handler: @convention(c) (CInt) -> Void = { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(InterruptionGuard.pipe.load(ordering: .sequentiallyConsistent), &byte, 1)
    }

    private static func wait(at descriptor: CInt, tidyUp: () -> Void) {
        defer { close(descriptor) }
        var byte: UInt8 = 0
        guard read(descriptor, &byte, 1) == 1 else { return }
        tidyUp()
        // The caller is to see what ended the process. This thread blocks signals, so another one has to take it.
        signal(CInt(byte), SIG_DFL)
        kill(getpid(), CInt(byte))
    }
}
#endif
