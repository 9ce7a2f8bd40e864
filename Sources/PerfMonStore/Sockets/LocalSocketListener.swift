#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif
internal import Synchronization

/// The side of a ``LocalSocket`` that answers.
///
/// The application may do to our descriptor and our path what it likes: close all descriptors, fork, start a second monitor. So nothing is
/// closed, shut down or removed that is not known to be still ours, and only the process that made the socket ends it.
package final class LocalSocketListener: Sendable {
    private enum State {
        case listening, stopped, closed
    }

    /// How long a process without free descriptors is left alone before its callers are looked at again.
    private static let pause: UInt32 = 100_000

    private let path: String
    private let process = getpid()
    private let file: Int32
    /// What the descriptor names, and what the path does.
    private let socket: FileIdentity?, entry: FileIdentity?
    private let state = Mutex(State.listening)

    /// Listens at a path, which is only for this user; what was there before is removed.
    package init(at path: String) throws(LocalSocket.Failure) {
        let file = try LocalSocket.makeSocket(path)
        unlink(path)
        // The directory is only for this user already, so nobody gets in between.
        let result = LocalSocket.withAddress(path) { bind(file, $0, $1) }
        guard result == 0, chmod(path, 0o600) == 0, listen(file, 4) == 0 else {
            defer { _ = systemClose(file) }
            throw LocalSocket.Failure(path, errno)
        }
        self.path = path
        self.file = file
        socket = try? FileIdentity(ofFile: file)
        entry = try? FileIdentity(of: path)
    }

    deinit {
        if getpid() == process { close() }
    }

    /// Answers one caller after the other until ``stop()``; callers of other users are turned away.
    @available(*, noasync)
    package func serve(_ answer: () -> [UInt8]) {
        defer { close() }
        while state.withLock({ $0 == .listening }), holdsFile {
            let caller = accept(file, nil, nil)
            if caller >= 0 {
                _ = fcntl(caller, F_SETFD, FD_CLOEXEC)
                if LocalSocket.isOwner(caller), LocalSocket.isOpen(caller) { LocalSocket.send(answer(), to: caller) }
                _ = systemClose(caller)
            } else if errno == EBADF || errno == EINVAL || errno == ENOTSOCK {
                return
            } else if errno != EINTR, errno != ECONNABORTED {
                // Descriptors or memory are short, which passes.
                usleep(Self.pause)
            }
        }
    }

    /// Ends ``serve(_:)`` and removes the socket. Does nothing twice, and nothing in a child by fork.
    package func stop() {
        guard getpid() == process else { return }
        state.withLock { state in
            guard state == .listening else { return }
            state = .stopped
            if let entry, (try? FileIdentity(of: path)) == entry { unlink(path) }
            if holdsFile { shutdown(file, Int32(SHUT_RDWR)) }
        }
    }

    private var holdsFile: Bool { socket != nil && (try? FileIdentity(ofFile: file)) == socket }

    /// The one place that gives the descriptor back.
    private func close() {
        state.withLock { state in
            guard state != .closed else { return }
            state = .closed
            if holdsFile { _ = systemClose(file) }
        }
    }
}
