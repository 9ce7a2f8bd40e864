#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Descriptors that the process can still open.
enum SpareFiles {
    /// Swift's thread pool opens two when its first thread starts, and ends the process when it cannot. The self-test may be what
    /// starts it.
    private static let enough = 8

    static func suffice() -> Bool {
        let files = (0..<enough).map { _ in open("/", O_RDONLY | O_CLOEXEC) }
        for file in files where file >= 0 { close(file) }
        return files.allSatisfy { $0 >= 0 }
    }
}
