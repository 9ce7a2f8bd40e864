internal import CPerfMonThreads

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
