#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Why a file cannot be read.
package struct FileProblem: Error, CustomStringConvertible {
    package let description: String
    /// The file would be readable if it were smaller.
    package let isTooLarge: Bool
    /// The file was not written because it is there already.
    package let isExisting: Bool

    init(_ description: String, isTooLarge: Bool = false, isExisting: Bool = false) {
        self.description = description
        self.isTooLarge = isTooLarge
        self.isExisting = isExisting
    }
}

/// Reads and writes whole files. Reading keeps within a limit and never waits for a pipe.
package enum FileAccess {
    package static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// Whether every user of the machine may write there; `false` when there is nothing.
    static func isWritableByAll(_ path: String) -> Bool { mode(of: path).map { $0 & 0o002 != 0 } ?? false }

    /// Whether every user of the machine may read it; `false` when there is nothing.
    static func isReadableByAll(_ path: String) -> Bool { mode(of: path).map { $0 & 0o004 != 0 } ?? false }

    private static func mode(of path: String) -> mode_t? {
        var status = stat()
        return fileStatus(path, &status) == 0 ? status.st_mode : nil
    }

    package static func read(_ path: String, limit: Int) throws(FileProblem) -> [UInt8] {
        // Without O_NONBLOCK, opening a FIFO would wait for a writer.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw problem(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw problem(errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw FileProblem("it is a directory")
        case S_IFIFO: throw FileProblem("it is a pipe, not a regular file")
        default: throw FileProblem("it is not a regular file")
        }
        return try read(descriptor: descriptor, limit: limit)
    }

    /// Reads to the end of what is open, which may be a pipe.
    package static func read(descriptor: Int32, limit: Int) throws(FileProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = buffer.withUnsafeMutableBytes { readBytes(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw problem(errno) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= limit else { throw FileProblem("it has more than \(limit >> 10) KiB", isTooLarge: true) }
        }
    }

    /// Writes a file that anyone may read. Without `overwrite`, an existing file is kept and an error thrown.
    package static func write(_ text: String, to path: String, overwrite: Bool) throws(FileProblem) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK | (overwrite ? O_TRUNC : O_EXCL), 0o644)
        guard descriptor >= 0 else { throw problem(errno) }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { writeBytes(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw problem(errno) }
            rest = rest.dropFirst(count)
        }
    }

    private static func problem(_ code: Int32) -> FileProblem {
        switch code {
        case ENOENT: FileProblem("there is no such file")
        case EEXIST: FileProblem("the file exists", isExisting: true)
        case EACCES: FileProblem("permission denied")
        case EISDIR: FileProblem("it is a directory")
        case ENOTDIR: FileProblem("a part of its path is not a directory")
        case ENAMETOOLONG: FileProblem("its path is too long")
        case ELOOP: FileProblem("its path has too many symbolic links")
        default: FileProblem("the system reports error \(code) (\(String(cString: strerror(code))))")
        }
    }
}

private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}

private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}

private func fileStatus(_ path: String, _ status: inout stat) -> Int32 {
    stat(path, &status)
}
