internal import CSQLite

/// Why the database did not do what it was asked to.
package struct SQLiteError: Error, Hashable, CustomStringConvertible {
    /// What can be done about it.
    package enum Kind: Sendable {
        /// The file is damaged, or it is no database: it must be replaced.
        case corrupt
        /// The file belongs to another program or to a newer version of this one: it must be left alone.
        case foreign
        /// Somebody else is writing; it may work later.
        case busy
        /// The disk, the permissions or the system: it may work later.
        case unavailable
    }

    package var kind: Kind
    package var message: String

    package var description: String { message }

    init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    init(code: Int32, path: String, connection: OpaquePointer?) {
        let reason = String(cString: connection.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(code))
        kind =
            switch code & 0xff {
            case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
            case SQLITE_ERROR where Self.isAboutTables(reason): .corrupt
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: .busy
            default: .unavailable
            }
        message = "\(path): \(reason) (SQLite \(code))"
    }

    /// The file has other tables than its version promises: SQLite has no code of its own for that.
    private static func isAboutTables(_ reason: String) -> Bool {
        reason.hasPrefix("no such table") || reason.hasPrefix("no such column") || reason.contains(" has no column ")
            || reason.hasSuffix(" already exists")
    }
}
