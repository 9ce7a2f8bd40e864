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

    /// Takes over what another store knows, unless this one knows better.
    func adopt(_ record: AlertRecord) {
        table.withLock { if $0[record.fingerprint] == nil { $0[record.fingerprint] = record } }
    }

    package func confirm(_ claim: AlertClaim, at now: Date) {
        change(claim) { $0.confirm(at: now) }
    }

    package func release(_ claim: AlertClaim, cause: AlertRelease, at now: Date) {
        change(claim) { $0.release(cause, at: now) }
    }

    package func extend(_ claim: AlertClaim, until end: Date) {
        change(claim) { $0.extend(until: end) }
    }

    private func change(_ claim: AlertClaim, _ body: (inout AlertRecord) -> Void) {
        table.withLock { table in
            guard var record = table[claim.fingerprint], record.isHeld(by: claim) else { return }
            body(&record)
            table[claim.fingerprint] = record
        }
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

extension AlertRecord {
    /// Whether the claim is the one that holds. An older one has expired meanwhile, and has no say any more.
    func isHeld(by claim: AlertClaim) -> Bool {
        guard case .claimed = hold else { return false }
        return self.claim == claim.number
    }
}
