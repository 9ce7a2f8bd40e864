internal import Foundation

/// A child process. Foundation's `Process` takes a child for alive as long as one that was started meanwhile lives, because that
/// one inherits its socket; tests that run side by side would wait for each other.
struct ChildProcess: Sendable {
    let id: pid_t

    /// - Parameters:
    ///   - input: Becomes the child's standard input.
    ///   - output: Becomes its standard output. What is written to standard error is dropped.
    init(_ program: URL, _ arguments: [String], environment: [String: String], input: CInt, output: CInt) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var pointers = ([program.path] + arguments).map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in pointers + variables { free(pointer) } }
        var id: pid_t = 0
        let status = posix_spawn(&id, program.path, &actions, nil, &pointers, &variables)
        guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: status) ?? .EPERM) }
        self.id = id
    }

    /// Blocks until it has ended; whether it ended well.
    @discardableResult
    func wait() -> Bool {
        var status: CInt = 0
        while waitpid(id, &status, 0) < 0 && errno == EINTR {}
        return status == 0
    }

    func stop() {
        kill(id, SIGKILL)
        wait()
    }
}

/// A file descriptor that children do not inherit.
struct Descriptor: Sendable {
    let number: CInt

    static func pair() throws -> (reading: Descriptor, writing: Descriptor) {
        var ends: [CInt] = [0, 0]
        guard pipe(&ends) == 0 else { throw POSIXError(.EMFILE) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (Descriptor(number: ends[0]), Descriptor(number: ends[1]))
    }

    init(number: CInt) {
        self.number = number
    }

    init(opening path: String, _ flags: CInt) throws {
        number = open(path, flags | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw POSIXError(.ENOENT) }
    }

    /// The next bytes, at least one; empty at the end.
    func nextBytes() -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65_536), count = -1
        repeat { count = read(number, &buffer, buffer.count) } while count < 0 && errno == EINTR
        return Array(buffer.prefix(max(count, 0)))
    }

    func end() {
        close(number)
    }
}
