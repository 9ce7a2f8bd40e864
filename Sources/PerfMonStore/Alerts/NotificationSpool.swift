#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Notifications that were not sent before their process ended, for the next one to send.
package struct NotificationSpool: Sendable {
    /// A notification as it was written down.
    package struct Entry: Sendable, Hashable {
        package var id: String
        package var content: [UInt8]

        package init(id: String, content: [UInt8]) {
            self.id = id
            self.content = content
        }
    }

    /// Nobody wants to hear of a slow request later than this.
    package static let longestAge: TimeInterval = 86_400
    /// Beyond either of these, the oldest give way.
    package static let maximumCount = 1000, maximumBytes = 16 << 20

    private let file: AlertFile

    /// Creates a spool in the alert database.
    package init(file: AlertFile) {
        self.file = file
    }

    /// Writes entries down; nobody takes them until `end`, because their own process still tries to send them.
    package func put(_ entries: [Entry], at now: Date, takenUntil end: Date) throws(SQLiteError) {
        try file.write { connection throws(SQLiteError) in
            for entry in entries.suffix(Self.maximumCount) where entry.content.count <= Self.maximumBytes {
                try connection.query(
                    "INSERT OR REPLACE INTO spool (id, date, taken_until, content) VALUES (?, ?, ?, ?)",
                    [.text(entry.id), .real(now.timeIntervalSince1970), .real(end.timeIntervalSince1970), .blob(entry.content)]
                )
            }
            try Self.removeExcess(connection, at: now)
        }
    }

    /// Takes the entries that nobody is sending; until `end` they are the caller's.
    package func take(at now: Date, until end: Date) throws(SQLiteError) -> [Entry] {
        guard file.exists else { return [] }
        return try file.write { connection throws(SQLiteError) in
            try Self.removeExcess(connection, at: now)
            let rows = try connection.query(
                "UPDATE spool SET taken_until = ? WHERE taken_until <= ? OR taken_until > ? RETURNING id, content",
                [
                    .real(end.timeIntervalSince1970), .real(now.timeIntervalSince1970),
                    // Nobody takes an entry for so long: the clock was set back.
                    .real(now.addingTimeInterval(Self.longestAge).timeIntervalSince1970),
                ]
            )
            return rows.compactMap { row in
                guard let id = row[0].text, let content = row[1].blob else { return nil }
                return Entry(id: id, content: content)
            }
        }
    }

    /// Removes an entry that was sent or given up.
    package func remove(_ id: String) throws(SQLiteError) {
        _ = try file.write { connection throws(SQLiteError) in
            try connection.query("DELETE FROM spool WHERE id = ?", [.text(id)])
        }
    }

    private static func removeExcess(_ connection: SQLiteConnection, at now: Date) throws(SQLiteError) {
        try connection.query(
            """
            DELETE FROM spool WHERE date < ? OR id IN (
                SELECT id FROM (
                    SELECT id, row_number() OVER newest AS number, sum(length(content)) OVER newest AS bytes
                    FROM spool WINDOW newest AS (ORDER BY date DESC, id)
                ) WHERE number > ? OR bytes > ?
            )
            """,
            [
                .real(now.addingTimeInterval(-longestAge).timeIntervalSince1970),
                .integer(Int64(maximumCount)), .integer(Int64(maximumBytes)),
            ]
        )
    }
}
