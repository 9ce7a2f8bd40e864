#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif
internal import Synchronization

/// Ends the monitors that nobody has shut down when the process ends, by `exit` or by returning from `main`: a server that has one line
/// of perfmon loses neither the last reports nor the notifications that wait.
enum ProcessEnd {
    /// For the reports of the last requests, and for writing down what could not be sent.
    private static let margin: Duration = .milliseconds(500)

    private struct State {
        var monitors: [ObjectIdentifier: Background] = [:]
        var process: pid_t = 0
    }

    private static let state = Mutex(State())

    /// Keeps `background` until it has stopped.
    static func await(_ background: Background) {
        state.withLock { state in
            state.monitors[ObjectIdentifier(background)] = background
            state.process = getpid()
        }
        comeBeforeLibraries()
    }

    static func forget(_ background: Background) {
        state.withLock { _ = $0.monitors.removeValue(forKey: ObjectIdentifier(background)) }
    }

    /// What is registered last runs first. To be called again when a library was loaded that notifications need to the end.
    static func comeBeforeLibraries() {
        atexit { ProcessEnd.run() }
    }

    private static func run() {
        let monitors = state.withLock { state in
            defer { state.monitors = [:] }
            // The threads of a process do not live on in its child.
            return state.process == getpid() ? Array(state.monitors.values) : []
        }
        for monitor in monitors { monitor.stop() }
        let deadline = ContinuousClock.now + (monitors.map(\.grace).max() ?? .zero) + margin
        for monitor in monitors { monitor.waitUntilStopped(by: deadline) }
    }
}
