#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The file with the alert windows. Any number of processes may share it.
///
/// Not flushed to the disk with every change: it survives the end of any process, and a power cut may cost the last changes.
package struct AlertDatabase {
    private static let fileName = "alerts.sqlite"
    private static let applicationID = 0x5046_4d4e
    private static let pageSize = 4096
    /// The file never grows beyond 64 MiB.
    package static let maximumPages = 16_384

    static func path(in directory: String) -> String { "\(directory)/\(fileName)" }

    private let path: String
    private let identity: FileIdentity
    let connection: SQLiteConnection

    /// Opens the file in a directory, makes it if it is missing, and brings its tables up to date.
    init(directory: String, patience: Patience, pageLimit: Int) throws(SQLiteError) {
        let path = Self.path(in: directory)
        guard FileSizeLimit.current >= 2 * UInt64(pageLimit * Self.pageSize) else {
            throw SQLiteError(.unavailable, "\(path): this process may only write small files; raise the limit (ulimit -f)")
        }
        // Several processes that start at once take turns: switching to the write-ahead log does not wait by itself.
        self = try Turn.take(in: directory, patience) { () throws(SQLiteError) in
            do throws(SQLiteError) {
                return try AlertDatabase(opening: path, patience: patience, pageLimit: pageLimit)
            } catch let error where error.kind == .corrupt {
                Self.moveAside(path)
                throw error
            }
        }
    }

    private init(opening path: String, patience: Patience, pageLimit: Int) throws(SQLiteError) {
        self.path = path
        do {
            try Self.createFile(path)
            identity = try FileIdentity(of: path)
        } catch {
            throw SQLiteError(.unavailable, "\(path): \(error)")
        }
        connection = try SQLiteConnection(path: path)
        connection.wait(patience)
        try Self.checkOwner(connection, path)
        try connection.execute(
            """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA max_page_count = \(pageLimit);
            PRAGMA journal_size_limit = 4194304
            """
        )
        try Self.migrate(connection)
    }

    /// False when the file was removed or replaced since it was opened.
    var isCurrent: Bool { (try? FileIdentity(of: path)) == identity }

    /// Moves the file, which is damaged, aside, unless somebody else has done so already.
    func moveAside(_ patience: Patience) {
        let directory = String(path.dropLast(Self.fileName.utf8.count + 1))
        try? Turn.take(in: directory, patience) { () throws(SQLiteError) in
            if isCurrent { Self.moveAside(path) }
        }
    }

    /// One damaged file is kept: the last.
    private static func moveAside(_ path: String) {
        rename(path, path + ".damaged")
        // They belong to the damaged file; beside a new one they would damage that.
        unlink(path + "-wal")
        unlink(path + "-shm")
    }

    private static func createFile(_ path: String) throws(Errno) {
        let file = try FileDescriptor(opening: path, flags: O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o600)
        // SQLite gives its other files the mode of this one.
        guard fchmod(file.number, 0o600) == 0 else { throw Errno.last }
    }

    private static func checkOwner(_ connection: SQLiteConnection, _ path: String) throws(SQLiteError) {
        let owner = try connection.query("PRAGMA application_id").first?.first?.integer ?? 0
        let tables = try connection.query("SELECT count(*) FROM sqlite_master").first?.first?.integer ?? 0
        guard owner == applicationID || (owner == 0 && tables == 0) else {
            throw SQLiteError(.foreign, "\(path): this is another program's database; move it away")
        }
    }

    private static func migrate(_ connection: SQLiteConnection) throws(SQLiteError) {
        try connection.write { () throws(SQLiteError) in
            let version = try connection.query("PRAGMA user_version").first?.first?.integer ?? 0
            guard version <= AlertSchema.migrations.count else {
                throw SQLiteError(.foreign, "a newer version of perfmon made this database (version \(version)); use that one")
            }
            guard version < AlertSchema.migrations.count else { return }
            for migration in AlertSchema.migrations[Int(version)...] { try connection.execute(migration) }
            try connection.execute("PRAGMA application_id = \(applicationID); PRAGMA user_version = \(AlertSchema.migrations.count)")
        }
    }
}

/// Tells a file from another one that took its name.
struct FileIdentity: Hashable {
    private let device: UInt64
    private let number: UInt64

    init(of path: String) throws(Errno) {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw Errno.last }
        self.init(status)
    }

    init(of file: borrowing FileDescriptor) throws(Errno) {
        try self.init(ofFile: file.number)
    }

    init(ofFile number: Int32) throws(Errno) {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw Errno.last }
        self.init(status)
    }

    private init(_ status: stat) {
        device = UInt64(truncatingIfNeeded: status.st_dev)
        number = UInt64(status.st_ino)
    }
}

/// Makes processes take turns. The end of a process ends its turn.
private enum Turn {
    static func take<Value>(in directory: String, _ patience: Patience, _ body: () throws(SQLiteError) -> Value) throws(SQLiteError)
        -> Value
    {
        try withExtendedLifetime(LockedDirectory(directory, patience)) { _ throws(SQLiteError) in try body() }
    }
}

private final class LockedDirectory {
    private let descriptor: FileDescriptor

    /// A process that was stopped in its turn must not stop the others, so nobody waits for ever.
    init(_ path: String, _ patience: Patience) throws(SQLiteError) {
        do {
            descriptor = try FileDescriptor(opening: path, flags: O_RDONLY | O_DIRECTORY)
        } catch {
            throw SQLiteError(.unavailable, "\(path): \(error)")
        }
        var wait = patience.wait()
        while flock(descriptor.number, LOCK_EX | LOCK_NB) != 0 {
            guard [EWOULDBLOCK, EINTR].contains(errno) else { throw SQLiteError(.unavailable, "\(path): \(Errno.last)") }
            guard wait.next() else { throw SQLiteError(.busy, "\(path): another process is opening the alert store") }
        }
    }
}
