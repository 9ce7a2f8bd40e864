#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// An open directory. Everything in it is reached through its descriptor, so that nobody can swap the directory for
/// another one between two steps.
struct Directory: ~Copyable {
    private let descriptor: FileDescriptor

    init(opening path: String) throws(Errno) {
        descriptor = try FileDescriptor(opening: path, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    }

    /// Proves that files can be created, filled and removed, and returns the time by the file system's clock.
    func probe() throws(Errno) -> Int {
        let name = TemporaryName.random()
        let file = try create(name, mode: 0o600)
        defer { remove(name) }
        try file.write([0])
        let time = try FileStatus(of: file).modificationTime
        try file.close()
        return time
    }

    /// Writes a file that appears under its name only when it is complete.
    func write(_ bytes: [UInt8], named name: String, mode: mode_t) throws(Errno) {
        let temporary = TemporaryName.random()
        let file = try create(temporary, mode: mode)
        defer { remove(temporary) }
        try file.write(bytes)
        try file.close()
        try publish(temporary, as: name)
    }

    private func create(_ name: String, mode: mode_t) throws(Errno) -> FileDescriptor {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
        let file = try FileDescriptor(opening: name, in: descriptor.number, flags: flags, mode: 0o600)
        guard fchmod(file.number, mode) == 0 else {
            let failure = Errno.last
            remove(name)
            throw failure
        }
        return file
    }

    /// Gives a complete file its name. A link, unlike a rename, never replaces an existing file.
    private func publish(_ temporary: String, as name: String) throws(Errno) {
        if linkat(descriptor.number, temporary, descriptor.number, name, 0) == 0 { return }
        let failure = Errno.last
        guard [EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS, EMLINK].contains(failure.number) else { throw failure }

        // No hard links here (FAT, some network file systems). Only another writer with the same name at the same
        // moment could now be replaced.
        guard faccessat(descriptor.number, name, F_OK, 0) != 0 else { throw Errno(EEXIST) }
        guard renameat(descriptor.number, temporary, descriptor.number, name) == 0 else { throw Errno.last }
    }

    private func remove(_ name: String) {
        _ = unlinkat(descriptor.number, name, 0)
    }

    /// Removes what writers that died have left. Age tells: a report takes milliseconds to write, and process identifiers
    /// say nothing when containers share a directory. What cannot be removed stays.
    func removeTemporaryFiles(olderThan time: Int) {
        let flags = O_RDONLY | O_DIRECTORY
        guard let copy = try? FileDescriptor(opening: ".", in: descriptor.number, flags: flags).release() else { return }
        guard let listing = fdopendir(copy) else {
            close(copy)
            return
        }
        defer { closedir(listing) }
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard TemporaryName.matches(name), let status = try? FileStatus(of: name, in: descriptor) else { continue }
            if status.isRegularFile, status.modificationTime < time {
                remove(name)
            }
        }
    }
}
