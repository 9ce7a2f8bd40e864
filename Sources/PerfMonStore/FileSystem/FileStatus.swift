#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Kind, owner and mode of an entry of the file system.
struct FileStatus {
    private let status: stat

    init(of path: String, followingLinks: Bool = true) throws(Errno) {
        var status = stat()
        guard (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { throw Errno.last }
        self.status = status
    }

    init(of file: borrowing FileDescriptor) throws(Errno) {
        var status = stat()
        guard fstat(file.number, &status) == 0 else { throw Errno.last }
        self.status = status
    }

    init(of name: String, in directory: borrowing FileDescriptor) throws(Errno) {
        var status = stat()
        guard fstatat(directory.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { throw Errno.last }
        self.status = status
    }

    var isDirectory: Bool { status.st_mode & S_IFMT == S_IFDIR }
    var isRegularFile: Bool { status.st_mode & S_IFMT == S_IFREG }
    var isWritableByEveryone: Bool { status.st_mode & S_IWOTH != 0 }
    var isSticky: Bool { status.st_mode & S_ISVTX != 0 }
    var size: Int { Int(status.st_size) }
    var owner: uid_t { status.st_uid }

    /// Seconds since 1970, by the clock of the file system.
    var modificationTime: Int {
        #if canImport(Darwin)
        status.st_mtimespec.tv_sec
        #else
        status.st_mtim.tv_sec
        #endif
    }
}
