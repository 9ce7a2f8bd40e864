#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
internal import Synchronization

/// An alert store for one process, gone with it.
package final class MemoryAlertStore: AlertStore {
    private let limit: Int
    private let table = Mutex<[Fingerprint: AlertRecord]>([:])

    /// Creates an empty store that remembers at most `limit` fingerprints; those not seen for longest are forgotten.
    package init(limit: Int) {
        self.limit = max(1, limit)
    }

    package func admit(_ sighting: AlertSighting, at now: Date) -> AlertAdmission {
        table.withLock { table in
            if table[sighting.fingerprint] == nil, table.count >= limit { Self.makeRoom(in: &table, limit: limit) }
            let claim = AlertClaim(sighting.fingerprint)
            return table[sighting.fingerprint, default: AlertRecord(sighting.fingerprint, at: now)]
                .admit(sighting, at: now, claim: claim.number)
        }
    }

    /// A tenth at once, so that the search for the oldest is rare.
    private static func makeRoom(in table: inout [Fingerprint: AlertRecord], limit: Int) {
        let oldest = table.values.sorted { $0.lastSeen < $1.lastSeen }.prefix(table.count - limit + max(1, limit / 10))
        for record in oldest { table[record.fingerprint] = nil }
    }

    /// Takes over what another store knows; false when this one knows better.
    func adopt(_ record: AlertRecord) -> Bool {
        table.withLock { table in
            guard table[record.fingerprint] == nil else { return false }
            table[record.fingerprint] = record
            return true
        }
    }

    /// Forgets everything.
    func removeAll() {
        table.withLock { $0 = [:] }
    }

    @discardableResult
    package func apply(_ changes: [ClaimChange]) -> [ClaimStanding] {
        table.withLock { table in changes.map { table[$0.claim.fingerprint]?.apply($0) ?? .held } }
    }

    package func records(atMost limit: Int) -> [AlertRecord] {
        Array(table.withLock { $0.values.sorted { $0.lastSeen > $1.lastSeen } }.prefix(limit))
    }

    package func reset(_ id: String) -> Bool {
        table.withLock { table in
            guard let fingerprint = table.keys.first(where: { $0.id == id }) else { return false }
            table[fingerprint] = nil
            return true
        }
    }
}
