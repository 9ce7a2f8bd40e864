internal import CSQLite
internal import Foundation

/// Holds a database as another process would that has stopped in the middle of a change.
final class DatabaseLock {
    struct Failure: Error {
        var code: Int32
    }

    private let handle: OpaquePointer?

    init(path: String) throws {
        var handle: OpaquePointer?
        sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil)
        self.handle = handle
        let code = sqlite3_exec(handle, "BEGIN EXCLUSIVE", nil, nil, nil)
        guard code == SQLITE_OK else { throw Failure(code: code) }
    }

    func release() {
        sqlite3_close(handle)
    }
}
