#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What memory has noted of a fingerprint while the file could not be used.
struct AlertAddition: Sendable {
    let record: AlertRecord
    /// What of it the file knew already.
    let base: AlertRecord?

    /// Whether nobody else has changed the file's record since.
    func isAll(of known: AlertRecord) -> Bool {
        guard let base else { return known == record }
        // Not the times: the file rounds them.
        return (known.count, known.suppressed, known.failures, known.claim) == (base.count, base.suppressed, base.failures, base.claim)
    }
}

extension AlertRecord {
    /// Takes over what was noted elsewhere. What happened here meanwhile, by other processes, counts too.
    mutating func add(_ addition: AlertAddition, at now: Date) {
        let (other, base) = (addition.record, addition.base)
        if addition.isAll(of: self) {
            self = other
            return
        }
        if other.lastSeen >= lastSeen { window = other.window }
        (firstSeen, lastSeen, worst) = (min(firstSeen, other.firstSeen), max(lastSeen, other.lastSeen), max(worst, other.worst))
        count += max(0, other.count - (base?.count ?? 0))
        suppressed = max(0, suppressed + other.suppressed - (base?.suppressed ?? 0))
        lastDelivered = [lastDelivered, other.lastDelivered].compactMap(\.self).max()
        // Otherwise nothing was let through there.
        if other.claim != base?.claim { addHold(of: other, at: now) }
        told = min(told, suppressed)
    }

    private mutating func addHold(of other: AlertRecord, at now: Date) {
        switch other.hold {
        case .none: break
        case .claimed:
            // One that would not have been let through here gives way.
            guard !isHeld(at: now, duration: other.alerted) else {
                suppressed += 1
                return
            }
            earlier = lastArrived(at: now) ?? other.earlier
            takeHold(of: other)
        case .failed:
            guard !isHeld(at: now, duration: other.alerted) else { return }
            failures = max(failures, other.failures)
            earlier = lastArrived(at: now) ?? other.earlier
            takeHold(of: other)
        case .delivered:
            let arrived = EarlierAlert(since: other.heldSince, duration: other.alerted)
            if let own = lastArrived(at: now), own.since >= arrived.since { return }
            if case .claimed(let end) = hold, now < end {
                earlier = arrived
            } else {
                earlier = nil
                failures = 0
                takeHold(of: other)
            }
        }
    }

    private mutating func takeHold(of other: AlertRecord) {
        (hold, heldSince, alerted, claim, told) = (other.hold, other.heldSince, other.alerted, other.claim, other.told)
    }
}
