#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Remembers which alerts were sent, so that each is sent once per window.
package protocol AlertStore: Sendable {
    /// Counts a sighting. Of any number of threads and processes that share the store, one is admitted per window.
    func admit(_ sighting: AlertSighting, at now: Date) throws -> AlertAdmission
    /// Notes what becomes of claims. Returns of each what it was before; one that has no say any more changes nothing.
    @discardableResult
    func apply(_ changes: [ClaimChange]) throws -> [ClaimStanding]
    /// What is remembered, last seen first.
    func records(atMost limit: Int) throws -> [AlertRecord]
    /// Forgets the fingerprint with this identifier. False when there is none.
    func reset(_ id: String) throws -> Bool
}

extension AlertStore {
    /// The alert has arrived.
    package func confirm(_ claim: AlertClaim, at now: Date) throws {
        try apply([ClaimChange(claim, .confirm(at: now))])
    }

    /// The alert will not arrive.
    package func release(_ claim: AlertClaim, cause: AlertRelease, at now: Date) throws {
        try apply([ClaimChange(claim, .release(cause, at: now))])
    }

    /// The alert needs until `end`.
    package func extend(_ claim: AlertClaim, until end: Date) throws {
        try apply([ClaimChange(claim, .extend(until: end))])
    }
}

extension AlertClaim {
    init(_ fingerprint: Fingerprint) {
        self.init(fingerprint: fingerprint, number: .random(in: 1 ... .max))
    }
}
