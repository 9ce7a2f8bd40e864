internal import Foundation
internal import PerfMonStore
internal import Testing

@Suite("A socket that answers its owner", .timeLimit(.minutes(1)))
struct LocalSocketTests {
    private let directory: TemporaryDirectory
    private var path: String { directory / "perfmon-1.sock" }

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test func `It answers each caller until it is stopped`() async throws {
        let listener = try LocalSocketListener(at: path)
        async let ended: Void = serve(listener)
        #expect(try await ask(path) == [42])
        #expect(try await ask(path) == [42])
        listener.stop()
        await ended
        #expect(try entries(of: directory.path).isEmpty)
    }

    @Test func `A socket that another one replaced leaves that alone`() async throws {
        let first = try LocalSocketListener(at: path)
        let second = try LocalSocketListener(at: path)
        first.stop()
        async let ended: Void = serve(second)
        #expect(try await ask(path) == [42])
        second.stop()
        await ended
        #expect(try entries(of: directory.path).isEmpty)
    }

    @Test func `When it has ended its descriptor may be somebody else's`() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryDirectory()
            let pairs = try await pairs(of: directory) { listener in
                async let ended: Void = serve(listener)
                listener.stop()
                await ended
            }
            for pair in pairs { #expect(pair.works) }
        }
    }

    @Test func `A descriptor that the application closed may be somebody else's`() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryDirectory()
            let pairs = try await pairs(of: directory) { listener in
                async let ended: Void = serve(listener)
                let first = try await ask(directory / "socket")
                for file in Int32(3)..<256 where isListening(file) { close(file) }
                // The thread still waits in the socket that the number meant.
                let second = try await ask(directory / "socket")
                #expect(first == [42] && second == [42])
                await ended
            }
            for pair in pairs { #expect(pair.works) }
        }
    }

    @Test func `A process that does not answer is not waited for`() async throws {
        let listener = try LocalSocketListener(at: path)
        await #expect { try await ask(path, patience: 1) } throws: { "\($0)".contains("did not answer within 1 s") }
        listener.stop()
    }

    @Test func `The socket of a dead process is not taken for a living one's`() throws {
        let listener = try LocalSocketListener(at: path)
        // Nobody listens at these: one of a process that died long ago, and one of a process that is just starting.
        let dead = directory / "perfmon-\(getpid()).sock", young = directory / "perfmon-\(getppid()).sock"
        for path in [dead, young] { try Caller().bind(path) }
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -120)], ofItemAtPath: dead)
        try Data().write(to: URL(fileURLWithPath: directory / "perfmon-7.sock"))
        #expect(LocalSocket.processes(in: directory.path) == [1])
        LocalSocket.removeAbandoned(in: directory.path)
        let left = Set(try entries(of: directory.path))
        #expect(left == ["perfmon-1.sock", "perfmon-\(getppid()).sock", "perfmon-7.sock"])
        listener.stop()
    }

    #if os(Linux)
    @Test func `A forked child ends nothing of its parent's`() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryDirectory()
            let listener = try LocalSocketListener(at: directory / "socket")
            async let ended: Void = serve(listener)
            let child = fork()
            if child == 0 {
                listener.stop()
                _exit(0)
            }
            var status: Int32 = 0
            #expect(waitpid(child, &status, 0) == child && status == 0)
            #expect(try await ask(directory / "socket") == [42])
            listener.stop()
            await ended
        }
    }

    @Test func `It answers again when descriptors are free again`() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryDirectory()
            let path = directory / "socket"
            let listener = try LocalSocketListener(at: path)
            async let ended: Void = serve(listener)
            #expect(try await ask(path) == [42])
            let caller = Caller()
            var taken: [Int32] = []
            while case let file = open("/dev/null", O_RDONLY), file >= 0 { taken.append(file) }
            let isConnected = caller.connect(path)
            // Long enough for the listener to try and fail; when it did not, this proves less, and fails no more.
            usleep(50_000)
            for file in taken { close(file) }
            let answer = caller.answer
            #expect(isConnected && answer == [42])
            listener.stop()
            await ended
        }
    }
    #endif
}

/// Sockets that were opened when a listener had lost its descriptor, which ends after that.
private func pairs(of directory: TemporaryDirectory, _ end: (LocalSocketListener) async throws -> Void) async throws -> [Pair] {
    let listener = try LocalSocketListener(at: directory / "socket")
    try await end(listener)
    // Numbers are given out from the lowest on, so one of these has the listener's.
    let pairs = (0..<16).map { _ in Pair() }
    listener.stop()
    return pairs
}

private func isListening(_ file: Int32) -> Bool {
    var answer: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(file, SOL_SOCKET, SO_ACCEPTCONN, &answer, &size) == 0 && answer != 0
}

/// Serves on a thread of its own, until the end.
private func serve(_ listener: LocalSocketListener) async {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread {
            listener.serve { [42] }
            continuation.resume()
        }
    }
}

/// On a thread of its own: it blocks.
private func ask(_ path: String, patience: Int = 30) async throws -> [UInt8] {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try LocalSocket.ask(path, patience: patience) }) }
    }
}

/// Two sockets that are connected with each other.
private struct Pair {
    private var files: [Int32] = [-1, -1]

    init() {
        #if os(Linux)
        socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &files)
        #else
        socketpair(AF_UNIX, SOCK_STREAM, 0, &files)
        #endif
    }

    var works: Bool {
        var byte: UInt8 = 7
        guard write(files[0], &byte, 1) == 1, read(files[1], &byte, 1) == 1 else { return false }
        return write(files[1], &byte, 1) == 1 && read(files[0], &byte, 1) == 1
    }
}

/// A socket whose descriptor is there before it is used.
private struct Caller {
    #if os(Linux)
    private let file = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
    private let file = socket(AF_UNIX, SOCK_STREAM, 0)
    #endif

    func connect(_ path: String) -> Bool {
        withAddress(path) { Foundation.connect(file, $0, $1) } == 0
    }

    /// Makes a socket that nobody listens at, and gives it up.
    func bind(_ path: String) throws {
        try #require(withAddress(path) { Foundation.bind(file, $0, $1) } == 0)
        close(file)
    }

    private func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }

    var answer: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = read(file, &bytes, bytes.count)
        return Array(bytes.prefix(max(0, count)))
    }
}
