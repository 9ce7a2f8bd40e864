#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// What tells one state of a file from another without reading it.
package struct FileStamp: Sendable, Equatable {
    /// Where symbolic links lead: Kubernetes changes files by turning a link.
    var target: String
    var inode: UInt64
    var size: Int64
    var modified: Duration

    package init(target: String, inode: UInt64, size: Int64, modified: Duration) {
        self.target = target
        self.inode = inode
        self.size = size
        self.modified = modified
    }

    /// `nil` when there is no such file.
    init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0, let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        target = String(cString: resolved)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        #if canImport(Darwin)
        let time = status.st_mtimespec
        #else
        let time = status.st_mtim
        #endif
        modified = .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
