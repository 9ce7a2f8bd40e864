/// The tables of the alert database. A released migration is never changed, only followed by another one.
enum AlertSchema {
    /// The script at index n leads from version n to version n + 1. Times are seconds since 1970, durations nanoseconds.
    static let migrations = [
        """
        CREATE TABLE alert (
            fingerprint TEXT PRIMARY KEY,
            first_seen REAL NOT NULL, last_seen REAL NOT NULL,
            count INTEGER NOT NULL, suppressed INTEGER NOT NULL, worst INTEGER NOT NULL,
            hold INTEGER NOT NULL, held_since REAL NOT NULL, held_until REAL, window INTEGER NOT NULL,
            alerted INTEGER NOT NULL, last_delivered REAL, failures INTEGER NOT NULL,
            claim INTEGER NOT NULL, told INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX alert_last_seen ON alert (last_seen);
        """,
        // The alert that counts while a later one is on its way.
        """
        ALTER TABLE alert ADD COLUMN earlier_since REAL;
        ALTER TABLE alert ADD COLUMN earlier_alerted INTEGER;
        """,
    ]
}
