#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A Unix socket in the reports directory, through which a process answers questions of its owner.
package enum LocalSocket {
    /// Why a socket cannot be used.
    package struct Failure: Error, CustomStringConvertible {
        package let path: String
        package let reason: String

        package var description: String { "cannot use the socket \(path): \(reason)" }

        init(_ path: String, _ code: Int32) {
            self.init(path, String(cString: strerror(code)))
        }

        init(_ path: String, _ reason: String) {
            self.path = path
            self.reason = reason
        }
    }

    /// The place of a process' socket in a directory.
    package static func path(in directory: String, process: Int) -> String { "\(directory)/perfmon-\(process).sock" }

    /// Asks the process that listens at a path. Reads at most 64 MiB.
    ///
    /// - Parameter patience: How many seconds the process may be silent.
    package static func ask(_ path: String, patience: Int = 30) throws(Failure) -> [UInt8] {
        let file = try makeSocket(path)
        defer { close(file) }
        wait(file, SO_RCVTIMEO, seconds: patience)
        guard withAddress(path, { connect(file, $0, $1) }) == 0 else { throw Failure(path, errno) }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while answer.count < 64 << 20 {
            let count = recv(file, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN || errno == EWOULDBLOCK {
                throw Failure(path, "its process did not answer within \(patience) s; it is stopped, or has no CPU time to spare")
            }
            guard count >= 0 else { throw Failure(path, errno) }
            if count == 0 { return answer }
            answer += buffer[..<count]
        }
        throw Failure(path, "the answer is too long")
    }

    static func makeSocket(_ path: String) throws(Failure) -> Int32 {
        guard path.utf8.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path) else {
            throw Failure(path, "the path is too long for a socket; set reports.path to a shorter one")
        }
        #if canImport(Glibc)
        let file = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        #else
        let file = socket(AF_UNIX, SOCK_STREAM, 0)
        #endif
        guard file >= 0 else { throw Failure(path, errno) }
        // A caller that stops reading, or a process that stops answering, holds nobody up for ever.
        wait(file, SO_SNDTIMEO, seconds: 10)
        return file
    }

    private static func wait(_ file: Int32, _ direction: Int32, seconds: Int) {
        var patience = timeval(tv_sec: .init(seconds), tv_usec: 0)
        setsockopt(file, SOL_SOCKET, direction, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            bytes.copyBytes(from: path.utf8)
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }

    static func isOwner(_ caller: Int32) -> Bool {
        #if os(Linux)
        // struct ucred, which the C library shows only to those who ask for its extensions.
        var credentials: (process: pid_t, user: uid_t, group: gid_t) = (0, 0, 0)
        var size = socklen_t(MemoryLayout.size(ofValue: credentials))
        guard getsockopt(caller, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 else { return false }
        return credentials.user == geteuid() || credentials.user == 0
        #else
        var user: uid_t = 0
        var group: gid_t = 0
        return getpeereid(caller, &user, &group) == 0 && (user == geteuid() || user == 0)
        #endif
    }

    /// Whether a caller still waits for its answer; one that only wanted to know whether somebody listens does not.
    static func isOpen(_ caller: Int32) -> Bool {
        var byte: UInt8 = 0
        return recv(caller, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) != 0
    }

    static func send(_ bytes: [UInt8], to caller: Int32) {
        wait(caller, SO_SNDTIMEO, seconds: 10)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(to: caller, $0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            sent += count
        }
    }

    private static func write(to caller: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if os(Linux)
        Int(Glibc.send(caller, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)))
        #else
        Darwin.send(caller, bytes.baseAddress, bytes.count, 0)
        #endif
    }
}
