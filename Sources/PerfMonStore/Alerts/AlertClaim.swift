#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// A slow request, as the store sees it.
package struct AlertSighting: Sendable {
    package var fingerprint: Fingerprint
    package var duration: Duration
    /// How long repeats of a delivered alert are held back; zero for never.
    package var window: Duration
    /// How long an alert may be on its way before it counts as lost.
    package var lease: Duration

    package init(fingerprint: Fingerprint, duration: Duration, window: Duration, lease: Duration = .seconds(600)) {
        self.fingerprint = fingerprint
        self.duration = duration
        self.window = window
        self.lease = lease
    }
}

/// Whether a sighting is to be alerted, and what is known of its fingerprint, this sighting included.
package enum AlertAdmission: Sendable {
    case admitted(AlertClaim, AlertRecord)
    case suppressed(AlertRecord)
}

/// The right to send one alert. It ends by being confirmed or released.
package struct AlertClaim: Sendable, Hashable {
    package let fingerprint: Fingerprint
    package let number: Int64

    package init(fingerprint: Fingerprint, number: Int64) {
        self.fingerprint = fingerprint
        self.number = number
    }
}

/// Why a claim ends without an alert.
package enum AlertRelease: Sendable {
    /// It was not tried; the next sighting may.
    case notSent
    /// It was tried in vain; the next try has to wait.
    case failed
}

/// Whether a claim still counts.
package enum ClaimStanding: Sendable {
    /// It holds, or nothing is known of its fingerprint any more.
    case held
    /// Its alert has arrived.
    case confirmed
    /// Another alert has taken its place, or it was given up.
    case lost
}

/// What becomes of a claim.
package struct ClaimChange: Sendable {
    package enum Kind: Sendable {
        /// The alert has arrived.
        case confirm(at: Date)
        /// The alert will not arrive.
        case release(AlertRelease, at: Date)
        /// The alert is on its way until then.
        case extend(until: Date)
    }

    package let claim: AlertClaim
    package let kind: Kind

    package init(_ claim: AlertClaim, _ kind: Kind) {
        self.claim = claim
        self.kind = kind
    }
}
