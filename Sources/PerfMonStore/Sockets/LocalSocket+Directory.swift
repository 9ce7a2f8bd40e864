#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The sockets of a directory. A process that dies leaves its socket behind, and another process may get its number.
extension LocalSocket {
    private static let prefix = "perfmon-", suffix = ".sock"
    /// A process that is just starting has a socket that nobody listens at yet. Seconds.
    private static let longestStart = 60

    /// The processes that listen at a socket in a directory.
    package static func processes(in directory: String) -> [Int] {
        sockets(in: directory).filter { !isAbandoned($0.path) }.map(\.process).sorted()
    }

    /// Removes the sockets that dead processes left in a directory.
    package static func removeAbandoned(in directory: String) {
        for socket in sockets(in: directory) {
            var status = stat()
            guard lstat(socket.path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK, isAbandoned(socket.path) else { continue }
            #if canImport(Darwin)
            let made = status.st_mtimespec.tv_sec
            #else
            let made = status.st_mtim.tv_sec
            #endif
            if time(nil) - made > longestStart { unlink(socket.path) }
        }
    }

    private static func sockets(in directory: String) -> [(path: String, process: Int)] {
        guard let handle = opendir(directory) else { return [] }
        defer { closedir(handle) }
        var found: [(String, Int)] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { continue }
            if let process = Int(name.dropFirst(prefix.count).dropLast(suffix.count)) { found.append(("\(directory)/\(name)", process)) }
        }
        return found
    }

    /// Whether nobody listens. Does not wait, also when the process is stopped.
    private static func isAbandoned(_ path: String) -> Bool {
        guard let file = try? makeSocket(path) else { return false }
        defer { close(file) }
        _ = fcntl(file, F_SETFL, O_NONBLOCK)
        return withAddress(path) { connect(file, $0, $1) } != 0 && (errno == ECONNREFUSED || errno == ENOENT)
    }
}
