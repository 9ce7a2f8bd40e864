#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Remembers which alerts were sent, so that each is sent once per window.
package protocol AlertStore: Sendable {
    /// Counts a sighting. Of any number of threads and processes that share the store, one is admitted per window.
    func admit(_ sighting: AlertSighting, at now: Date) throws -> AlertAdmission
    /// The alert has arrived.
    func confirm(_ claim: AlertClaim, at now: Date) throws
    /// The alert will not arrive.
    func release(_ claim: AlertClaim, cause: AlertRelease, at now: Date) throws
    /// The alert needs until `end`.
    func extend(_ claim: AlertClaim, until end: Date) throws
    /// What is remembered, last seen first.
    func records(atMost limit: Int) throws -> [AlertRecord]
    /// Forgets the fingerprint with this identifier. False when there is none.
    func reset(_ id: String) throws -> Bool
}

extension AlertClaim {
    init(_ fingerprint: Fingerprint) {
        self.init(fingerprint: fingerprint, number: .random(in: 1 ... .max))
    }
}
