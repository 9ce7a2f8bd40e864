internal import CPerfMonSampler
internal import Synchronization

/// What a thread of perfmon's own sleeps on until somebody has work for it. Ringing never waits and never allocates.
package final class Doorbell: Sendable {
    // Allocated once, because the kernel knows the word by its address; the word is atomic.
    private nonisolated(unsafe) let word: UnsafeMutablePointer<Atomic<UInt32>>

    package init() {
        word = .allocate(capacity: 1)
        word.initialize(to: Atomic(0))
    }

    deinit {
        word.deinitialize(count: 1)
        word.deallocate()
    }

    /// How often it rang: to be read before looking for work, and handed to ``wait(since:atMost:)`` when there was none.
    package var count: UInt32 { word.pointee.load(ordering: .sequentiallyConsistent) }

    package func ring() {
        word.pointee.add(1, ordering: .sequentiallyConsistent)
        perfmon_wake(word)
    }

    /// Sleeps unless it rang since `count`; `nil` means for ever. May return early.
    @available(*, noasync)
    package func wait(since count: UInt32, atMost nanoseconds: UInt64? = nil) {
        if nanoseconds == 0 { return }
        perfmon_wait(word, count, nanoseconds ?? 0)
    }
}

/// Threads of perfmon's own. They block all signals: the application's are not theirs to handle.
package enum WorkerThread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts a detached thread. Returns 0, or the `errno` that says why there is none.
    ///
    /// - Parameter name: At most 15 bytes, for `ps` and debuggers.
    package static func start(name: String, _ run: @escaping @Sendable () -> Void) -> Int32 {
        let body = Unmanaged.passRetained(Body(run))
        let error = perfmon_thread_start(
            name,
            { context in
                guard let context else { return }
                Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
            },
            body.toOpaque()
        )
        if error != 0 { body.release() }
        return error
    }
}
