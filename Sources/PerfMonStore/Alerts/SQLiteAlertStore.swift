#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// An alert store in a file beside the reports: it survives restarts and is shared by processes.
package final class SQLiteAlertStore: AlertStore {
    private let file: AlertFile
    private let limit: Int

    /// Creates a store that remembers at most `limit` fingerprints; those not seen for longest are forgotten.
    package init(file: AlertFile, limit: Int) {
        self.file = file
        self.limit = max(1, limit)
    }

    package func admit(_ sighting: AlertSighting, at now: Date) throws(SQLiteError) -> AlertAdmission {
        try file.write { connection throws(SQLiteError) in
            let known = try Self.record(sighting.fingerprint, connection)
            var record = known ?? AlertRecord(sighting.fingerprint, at: now)
            let admission = record.admit(sighting, at: now, claim: AlertClaim(sighting.fingerprint).number)
            try Self.store(record, connection)
            if known == nil { try Self.forgetOldest(beyond: self.limit, connection) }
            return admission
        }
    }

    @discardableResult
    package func apply(_ changes: [ClaimChange]) throws(SQLiteError) -> [ClaimStanding] {
        try file.write { connection throws(SQLiteError) in try Self.apply(changes, connection) }
    }

    /// Notes what happened while the file could not be used, all or nothing.
    func catchUp(with changes: [ClaimChange], _ additions: [AlertAddition], at now: Date) throws(SQLiteError) {
        try file.write { connection throws(SQLiteError) in
            _ = try Self.apply(changes, connection)
            for addition in additions {
                var record = try Self.record(addition.record.fingerprint, connection) ?? addition.record
                record.add(addition, at: now)
                try Self.store(record, connection)
            }
            try Self.forgetOldest(beyond: self.limit, connection)
        }
    }

    private static func apply(_ changes: [ClaimChange], _ connection: SQLiteConnection) throws(SQLiteError) -> [ClaimStanding] {
        var standings: [ClaimStanding] = []
        for change in changes {
            var record = try Self.record(change.claim.fingerprint, connection)
            let standing = record?.apply(change) ?? .held
            if let record, standing == .held { try Self.store(record, connection) }
            standings.append(standing)
        }
        return standings
    }

    package func records(atMost limit: Int) throws(SQLiteError) -> [AlertRecord] {
        try file.read { connection throws(SQLiteError) in
            try connection.query(
                "SELECT \(AlertRecord.columns) FROM alert ORDER BY last_seen DESC LIMIT ?", [.integer(Int64(limit))]
            )
            .compactMap(AlertRecord.init(row:))
        }
    }

    package func reset(_ id: String) throws(SQLiteError) -> Bool {
        try file.write { connection throws(SQLiteError) in
            let texts = try connection.query("SELECT fingerprint FROM alert").compactMap { $0.first?.text }
            guard let text = texts.first(where: { Fingerprint(text: $0).id == id }) else { return false }
            try connection.query("DELETE FROM alert WHERE fingerprint = ?", [.text(text)])
            return true
        }
    }

    private static func record(_ fingerprint: Fingerprint, _ connection: SQLiteConnection) throws(SQLiteError) -> AlertRecord? {
        try connection.query("SELECT \(AlertRecord.columns) FROM alert WHERE fingerprint = ?", [.text(fingerprint.text)])
            .first.flatMap(AlertRecord.init(row:))
    }

    private static func store(_ record: AlertRecord, _ connection: SQLiteConnection) throws(SQLiteError) {
        try connection.query(
            "INSERT OR REPLACE INTO alert (\(AlertRecord.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", record.row)
    }

    private static func forgetOldest(beyond limit: Int, _ connection: SQLiteConnection) throws(SQLiteError) {
        try connection.query(
            """
            DELETE FROM alert WHERE fingerprint IN
                (SELECT fingerprint FROM alert ORDER BY last_seen LIMIT max(0, (SELECT count(*) FROM alert) - ?))
            """,
            [.integer(Int64(limit))]
        )
    }
}
