#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// An open file or directory; closed at the end of its life.
struct FileDescriptor: ~Copyable {
    let number: Int32

    /// Opens `path`, relative to `directory` (the current one by default).
    init(opening path: String, in directory: Int32 = AT_FDCWD, flags: Int32, mode: mode_t = 0) throws(Errno) {
        number = try retryingWhenInterrupted { openat(directory, path, flags | O_CLOEXEC, mode) }
    }

    deinit {
        _ = systemClose(number)
    }

    func write(_ bytes: [UInt8]) throws(Errno) {
        var offset = 0
        while offset < bytes.count {
            offset += try retryingWhenInterrupted {
                bytes.withUnsafeBytes { systemWrite(number, UnsafeRawBufferPointer(rebasing: $0[offset...])) }
            }
        }
    }

    /// Reads to the end of the file.
    func read(atMost limit: Int) throws(Errno) -> [UInt8] {
        let size = try FileStatus(of: self).size
        guard size <= limit else { throw Errno(EFBIG) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size + 1)
        var chunk = [UInt8](repeating: 0, count: max(4096, size + 1))
        while bytes.count <= limit {
            let count = try retryingWhenInterrupted { chunk.withUnsafeMutableBytes { systemRead(number, $0) } }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
        throw Errno(EFBIG)
    }

    /// Closes the file and says whether everything arrived: network file systems report a full disk only here.
    consuming func close() throws(Errno) {
        let result = systemClose(number)
        discard self
        // Linux has closed the descriptor even when a signal interrupted the call; trying again could close another's.
        guard result == 0 || errno == EINTR else { throw Errno.last }
    }

    /// Leaves the open file to somebody else, who closes it.
    consuming func release() -> Int32 {
        let number = number
        discard self
        return number
    }
}

// Inside the type its own methods hide the functions of the C library.
func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, buffer.baseAddress, buffer.count)
}
