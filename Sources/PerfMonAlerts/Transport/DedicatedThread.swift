#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Runs work that blocks on a thread of its own: the threads of the cooperative pool belong to the server.
enum DedicatedThread {
    private static let stackSize = 512 << 10

    /// `false` when the system has no thread to give; the work is not run then.
    static func run(_ work: @escaping @Sendable () -> Void) -> Bool {
        // Allocated, because several modules of C define the type, and its initializer is in one that is not visible here.
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        defer { attributes.deallocate() }
        guard pthread_attr_init(attributes) == 0 else { return false }
        defer { pthread_attr_destroy(attributes) }
        pthread_attr_setstacksize(attributes, stackSize)
        pthread_attr_setdetachstate(attributes, CInt(PTHREAD_CREATE_DETACHED))
        let box = Unmanaged.passRetained(Work(run: work))
        #if canImport(Darwin)
        var thread: pthread_t?
        #else
        var thread = pthread_t()
        #endif
        let status = pthread_create(&thread, attributes, main, box.toOpaque())
        if status != 0 { box.release() }
        return status == 0
    }

    private final class Work: Sendable {
        let run: @Sendable () -> Void

        init(run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    #if canImport(Darwin)
    private static let main: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { start($0) }
    #else
    private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { $0.flatMap(start) }
    #endif

    private static func start(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        // TLS libraries write to sockets without MSG_NOSIGNAL; a peer that hangs up must not end the process.
        let signals = UnsafeMutablePointer<sigset_t>.allocate(capacity: 1)
        sigemptyset(signals)
        sigaddset(signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, signals, nil)
        signals.deallocate()
        Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
        return nil
    }
}
