#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A file that is read piece by piece with `pread`.
///
/// It is not mapped: touching a mapped page of a file that was cut short in the meantime raises SIGBUS and ends the
/// process, whereas `pread` just returns less. It also keeps the cost in memory to the pieces in use, where a mapping
/// would count the executable a second time. A file that is *replaced* stays readable through the descriptor.
final class ImageFile {
    private let descriptor: Int32
    let size: Int
    private let device: UInt64
    private let node: UInt64

    init?(path: String) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let size = Int(exactly: status.st_size) else {
            close(descriptor)
            return nil
        }
        self.size = size
        device = UInt64(truncatingIfNeeded: status.st_dev)
        node = UInt64(truncatingIfNeeded: status.st_ino)
    }

    deinit {
        if isOpen { close(descriptor) }
    }

    /// Whether the descriptor is still this file: who closes all descriptors of the process gives the number to another one.
    private var isOpen: Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return false }
        return device == UInt64(truncatingIfNeeded: status.st_dev) && node == UInt64(truncatingIfNeeded: status.st_ino)
    }

    /// Whether a path leads to this file.
    func isAt(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return device == UInt64(truncatingIfNeeded: status.st_dev) && node == UInt64(truncatingIfNeeded: status.st_ino)
    }

    /// Whether both are one file, under whatever names.
    func isSame(as other: ImageFile) -> Bool { device == other.device && node == other.node }

    /// Up to `count` bytes from `offset`: fewer at the end of the file, none when it cannot be read.
    func bytes(at offset: Int, count: Int) -> [UInt8] {
        guard offset >= 0, offset < size, count > 0, isOpen else { return [] }
        let wanted = min(count, size - offset)
        return [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
            while initialized < wanted {
                let target = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[initialized...])
                let result = pread(descriptor, target.baseAddress, target.count, off_t(offset + initialized))
                if result < 0, errno == EINTR { continue }
                guard result > 0 else { return }
                initialized += result
            }
        }
    }
}
