#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// What is remembered of one fingerprint, and the rules by which its alerts are let through.
package struct AlertRecord: Sendable, Hashable {
    /// Why repeats are held back.
    package enum Hold: Sendable, Hashable {
        /// They are not.
        case none
        /// An alert is on its way, until this time at the latest: who carried it may have died.
        case claimed(until: Date)
        /// An alert has arrived: for the length of the window.
        case delivered
        /// An alert did not arrive, and another try has to wait.
        case failed(until: Date)
    }

    /// Clocks of threads and processes differ by less than this. A hold that begins later than now by more is from before the
    /// clock was set back, and does not count.
    static let clockTolerance: TimeInterval = 60
    /// The wait after the first failed delivery; doubles with each further one.
    static let firstBackoff: TimeInterval = 30
    static let longestBackoff: TimeInterval = 3600
    /// A request this many times slower than the one last alerted is news.
    static let escalation = 2

    package let fingerprint: Fingerprint
    package internal(set) var firstSeen: Date, lastSeen: Date
    /// How often it was seen.
    package internal(set) var count = 0
    /// How many were held back, or lost, since the last alert that arrived.
    package internal(set) var suppressed = 0
    package internal(set) var worst = Duration.zero
    package internal(set) var hold = Hold.none
    /// When the hold began, and for how long repeats of a delivered alert are held back.
    package internal(set) var heldSince: Date, window = Duration.zero
    /// The duration in the alert that holds, or held last.
    package internal(set) var alerted = Duration.zero
    /// The alert that arrived before the one that is on its way, or that failed: its window counts until the later one has arrived.
    var earlier: EarlierAlert?
    /// The last alert that arrived.
    package internal(set) var lastDelivered: Date?
    /// Deliveries that failed since.
    package internal(set) var failures = 0
    /// Names the alert that holds, zero for none, and how many suppressed ones it tells of.
    var claim: Int64 = 0, told = 0

    init(_ fingerprint: Fingerprint, at now: Date) {
        self.fingerprint = fingerprint
        firstSeen = now
        lastSeen = now
        heldSince = now
    }

    /// Until when repeats are held back; `nil` when they are not.
    package var heldUntil: Date? {
        switch hold {
        case .none: nil
        case .claimed(let end): end
        case .failed(let end): max(end, earlier?.since.addingTimeInterval(window.seconds) ?? end)
        case .delivered: heldSince.addingTimeInterval(window.seconds)
        }
    }

    /// Counts a sighting, and says whether it is to be alerted.
    mutating func admit(_ sighting: AlertSighting, at now: Date, claim: Int64) -> AlertAdmission {
        window = sighting.window
        let isHeld = isHeld(at: now, duration: sighting.duration)
        lastSeen = now
        count += 1
        worst = max(worst, sighting.duration)
        guard !isHeld else {
            suppressed += 1
            return .suppressed(self)
        }
        if case .claimed = hold {
            // Who carried the alert before has died.
            suppressed += 1
        }
        earlier = lastArrived(at: now)
        hold = .claimed(until: now.addingTimeInterval(sighting.lease.seconds))
        heldSince = now
        alerted = sighting.duration
        told = suppressed
        self.claim = claim
        return .admitted(AlertClaim(fingerprint: fingerprint, number: claim), self)
    }

    /// Whether a sighting is held back.
    func isHeld(at now: Date, duration: Duration) -> Bool {
        guard window > .zero else { return false }
        if let alert = lastArrived(at: now), now < alert.since.addingTimeInterval(window.seconds),
            duration < alert.duration * Self.escalation
        {
            return true
        }
        switch hold {
        case .none, .delivered: return false
        case .claimed(let end), .failed(let end): return now < end && Self.isPast(heldSince, at: now)
        }
    }

    /// The last alert that arrived, unless it is from before the clock was set back.
    func lastArrived(at now: Date) -> EarlierAlert? {
        let alert = hold == .delivered ? EarlierAlert(since: heldSince, duration: alerted) : earlier
        return alert.flatMap { Self.isPast($0.since, at: now) ? $0 : nil }
    }

    private static func isPast(_ date: Date, at now: Date) -> Bool { date.timeIntervalSince(now) <= clockTolerance }

    /// Does what a claim asks for, when it still has a say. Returns what it was before.
    mutating func apply(_ change: ClaimChange) -> ClaimStanding {
        let standing = standing(of: change.claim)
        guard standing == .held else { return standing }
        switch change.kind {
        case .confirm(let now): confirm(at: now)
        case .release(let cause, let now): release(cause, at: now)
        case .extend(let end): hold = .claimed(until: end)
        }
        return standing
    }

    private func standing(of claim: AlertClaim) -> ClaimStanding {
        // One that has expired still counts until another one takes its place.
        guard self.claim == claim.number else { return .lost }
        return switch hold {
        case .claimed: .held
        case .delivered: .confirmed
        case .none, .failed: .lost
        }
    }

    /// The alert of the claim has arrived.
    private mutating func confirm(at now: Date) {
        hold = .delivered
        earlier = nil
        lastDelivered = now
        failures = 0
        suppressed -= told
        told = 0
    }

    /// The alert of the claim will not arrive. A window that was open before stays so.
    private mutating func release(_ cause: AlertRelease, at now: Date) {
        suppressed += 1
        claim = 0
        switch cause {
        case .notSent:
            hold = .none
            guard let alert = earlier else { return }
            (hold, heldSince, alerted, earlier) = (.delivered, alert.since, alert.duration, nil)
        case .failed:
            let wait = min(Self.longestBackoff, Self.firstBackoff * Double(1 << min(failures, 10)))
            hold = .failed(until: now.addingTimeInterval(wait))
            heldSince = now
            failures += 1
        }
    }
}

/// An alert that arrived: when its window began, and how slow the request was.
struct EarlierAlert: Sendable, Hashable {
    var since: Date
    var duration: Duration
}

extension Duration {
    /// As a floating-point number of seconds.
    var seconds: TimeInterval {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
