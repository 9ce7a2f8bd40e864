internal import Synchronization

/// The alert database of a reports directory, opened when it is first needed.
///
/// A file that was removed is made anew; a damaged one is moved aside and replaced.
package final class AlertFile: Sendable {
    private let directory: String
    private let patience: Patience
    private let pageLimit: Int
    private let onDamage: @Sendable (String) -> Void
    private let database = Mutex<AlertDatabase?>(nil)

    /// - Parameters:
    ///   - directory: The directory of the file.
    ///   - patience: How many milliseconds to wait for other processes that write.
    ///   - pageLimit: How many pages of 4 KiB the file may have.
    ///   - onDamage: Told when a damaged file was moved aside.
    package init(
        directory: String,
        patience: Int32 = 2000,
        pageLimit: Int = AlertDatabase.maximumPages,
        onDamage: @escaping @Sendable (String) -> Void
    ) {
        self.directory = directory
        self.patience = Patience(.milliseconds(patience))
        self.pageLimit = pageLimit
        self.onDamage = onDamage
    }

    /// Whether there is a file; nothing is opened.
    package var exists: Bool { (try? FileStatus(of: AlertDatabase.path(in: directory))) != nil }

    /// The process ends: nobody waits for other processes for longer than this from now.
    package func end(within time: Duration) {
        patience.end(within: time)
    }

    /// One transaction that no other process can come between.
    func write<Value: Sendable>(_ body: (SQLiteConnection) throws(SQLiteError) -> Value) throws(SQLiteError) -> Value {
        try read { connection throws(SQLiteError) in
            try connection.write { () throws(SQLiteError) in try body(connection) }
        }
    }

    /// Tries again with a new file when the old one turns out to be damaged.
    func read<Value: Sendable>(_ body: (SQLiteConnection) throws(SQLiteError) -> Value) throws(SQLiteError) -> Value {
        do throws(SQLiteError) {
            return try attempt(body)
        } catch let error where error.kind == .corrupt {
            database.withLock { database in
                database?.moveAside(patience)
                database = nil
            }
            onDamage("the alert store was damaged and has been replaced, so alerts may come again: \(error)")
            return try attempt(body)
        }
    }

    private func attempt<Value: Sendable>(_ body: (SQLiteConnection) throws(SQLiteError) -> Value) throws(SQLiteError) -> Value {
        try database.withLock { database throws(SQLiteError) in
            if let current = database, current.isCurrent { return try body(current.connection) }
            database = nil
            let opened = try AlertDatabase(directory: directory, patience: patience, pageLimit: pageLimit)
            database = opened
            return try body(opened.connection)
        }
    }
}
