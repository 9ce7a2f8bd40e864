#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Makes sure that a directory exists and that nobody but its owner can redirect or replace what is written there.
enum ReportDirectoryPreparation {
    /// Returns the directory's absolute path without symbolic links.
    @discardableResult
    static func prepare(_ path: String) throws(ReportDirectoryError) -> String {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw ReportDirectoryError(.invalidPath, at: path.debugDescription)
        }
        var parent = path.hasPrefix("/") ? "/" : "."
        for prefix in prefixes(of: path) {
            try createIfMissing(prefix)
            try checkOwner(of: prefix, in: parent)
            parent = prefix
        }
        let canonical = try canonicalPath(path)
        try checkMode(of: canonical)
        return canonical
    }

    /// `/a/b/c` is `/a`, `/a/b` and `/a/b/c`.
    private static func prefixes(of path: String) -> [String] {
        var prefix = path.hasPrefix("/") ? "/" : ""
        return path.split(separator: "/").map { component in
            defer { prefix += "/" }
            prefix += component
            return prefix
        }
    }

    private static func createIfMissing(_ path: String) throws(ReportDirectoryError) {
        do {
            let status = try FileStatus(of: path)
            guard !status.isDirectory else { return }
        } catch let error where error == Errno(ENOENT) {
            return try create(path)
        } catch {
            throw ReportDirectoryError(error, at: path)
        }
        throw ReportDirectoryError(.notADirectory, at: path)
    }

    private static func create(_ path: String) throws(ReportDirectoryError) {
        guard mkdir(path, 0o700) == 0 else {
            // Another process was faster.
            if errno == EEXIST { return }
            throw ReportDirectoryError(Errno.last, at: path)
        }
        // The umask may have taken bits that the owner needs.
        guard chmod(path, 0o700) == 0 else { throw ReportDirectoryError(Errno.last, at: path) }
    }

    /// In a directory where everyone may create entries, such as `/tmp`, an entry of this name may be somebody else's
    /// trap: a directory they own, or a link to a place they chose.
    private static func checkOwner(of entry: String, in parent: String) throws(ReportDirectoryError) {
        do {
            guard try FileStatus(of: parent).isWritableByEveryone else { return }
            let owner = try FileStatus(of: entry, followingLinks: false).owner
            guard owner != geteuid(), owner != 0 else { return }
        } catch {
            throw ReportDirectoryError(error, at: entry)
        }
        throw ReportDirectoryError(.untrusted, at: entry)
    }

    /// Where everyone may replace files, a report could be anyone's. In a sticky directory only owners may.
    private static func checkMode(of path: String) throws(ReportDirectoryError) {
        do {
            let status = try FileStatus(of: path)
            guard status.isWritableByEveryone, !status.isSticky else { return }
        } catch {
            throw ReportDirectoryError(error, at: path)
        }
        throw ReportDirectoryError(.untrusted, at: path)
    }

    private static func canonicalPath(_ path: String) throws(ReportDirectoryError) -> String {
        guard let resolved = realpath(path, nil) else { throw ReportDirectoryError(Errno.last, at: path) }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
