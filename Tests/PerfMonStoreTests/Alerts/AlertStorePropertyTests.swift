import Foundation
@testable import PerfMonStore
import Testing

/// The rules once more, as simply as they can be written.
private struct Model {
    private struct Entry {
        var count = 0, missed = 0, failures = 0
        var heldFrom = Date.distantPast, heldUntil = Date.distantPast
        var alerted = Duration.zero
        var claim: AlertClaim?
        var told = 0
        /// When the window of the last alert that arrived began, and what it told.
        var window: (from: Date, alerted: Duration)?

        func isInWindow(_ sighting: AlertSighting, at now: Date) -> Bool {
            guard let window, now >= window.from - 60, now < window.from + 100 else { return false }
            return sighting.duration < window.alerted * 2
        }
    }

    private var entries: [Fingerprint: Entry] = [:]

    /// What must be admitted, and the counts that go with it.
    mutating func admit(_ sighting: AlertSighting, at now: Date) -> (isAdmitted: Bool, count: Int, missed: Int) {
        var entry = entries[sighting.fingerprint] ?? Entry()
        let isHeld = now < entry.heldUntil && now >= entry.heldFrom - 60
        entry.count += 1
        let isAdmitted = !isHeld && !entry.isInWindow(sighting, at: now)
        if isAdmitted {
            // From before the clock was set back.
            if let window = entry.window, now < window.from - 60 { entry.window = nil }
            if entry.claim != nil { entry.missed += 1 }
            entry.told = entry.missed
            (entry.heldFrom, entry.heldUntil) = (now, now + 10)
            entry.alerted = sighting.duration
        } else {
            entry.missed += 1
        }
        entries[sighting.fingerprint] = entry
        return (isAdmitted, entry.count, entry.missed)
    }

    mutating func claimed(_ claim: AlertClaim) {
        entries[claim.fingerprint]?.claim = claim
    }

    /// False when the claim has no say any more.
    mutating func end(_ claim: AlertClaim, _ end: AlertRelease?, at now: Date) -> Bool {
        guard var entry = entries[claim.fingerprint], entry.claim == claim else { return false }
        entry.claim = nil
        switch end {
        case nil:
            entry.missed -= entry.told
            entry.failures = 0
            entry.window = (entry.heldFrom, entry.alerted)
            entry.heldUntil = .distantPast
        case .notSent:
            entry.missed += 1
            entry.heldUntil = .distantPast
        case .failed:
            entry.missed += 1
            (entry.heldFrom, entry.heldUntil) = (now, now + min(3600, 30 * pow(2, Double(entry.failures))))
            entry.failures += 1
        }
        entries[claim.fingerprint] = entry
        return true
    }
}

@Suite("Alert stores, whatever happens to them")
struct AlertStorePropertyTests {
    @Test("keep the rules", arguments: StoreKind.allCases, 0..<20)
    func random(_ kind: StoreKind, seed: UInt64) throws {
        let directory = try TemporaryDirectory()
        let store = kind.make(in: directory)
        try check(seed, admit: { try store.admit($0, at: $1) }, apply: { changes, _ in try store.apply(changes) })
    }

    @Test("keep the rules also when the file does not work for a while, again and again", arguments: 0..<20)
    func randomFaults(seed: UInt64) throws {
        let directory = try TemporaryDirectory()
        let store = SteadyAlertStore(file: AlertFile(directory: directory.path, patience: 0) { _ in }, limit: 100) { _ in }
        _ = store.admit(.of("/other"), at: Date(timeIntervalSince1970: 1_800_000_000))
        let other = try SQLiteConnection(path: directory / "alerts.sqlite")
        var isLocked = false
        try check(seed, admit: { store.admit($0, at: $1) }, apply: { store.apply($0, at: $1) }) {
            try other.execute(isLocked ? "ROLLBACK" : "BEGIN IMMEDIATE")
            isLocked.toggle()
        }
    }

    private func check(
        _ seed: UInt64, admit: (AlertSighting, Date) throws -> AlertAdmission,
        apply: ([ClaimChange], Date) throws -> [ClaimStanding], disturb: () throws -> Void = {}
    ) throws {
        var generator = SplitMix(state: seed)
        var model = Model()
        var now = Date(timeIntervalSince1970: 1_800_000_000)
        var claims: [AlertClaim] = []
        for _ in 0..<300 {
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<5:
                let route = "/\(Int.random(in: 0..<3, using: &generator))"
                let sighting = AlertSighting.of(route, took: .seconds(Int.random(in: 1...8, using: &generator)))
                let expected = model.admit(sighting, at: now)
                let admission = try admit(sighting, now)
                #expect((admission.claim != nil) == expected.isAdmitted)
                #expect(admission.record.count == expected.count)
                #expect(admission.record.suppressed == expected.missed)
                if let claim = admission.claim {
                    claims.append(claim)
                    model.claimed(claim)
                }
            case 5..<8 where !claims.isEmpty:
                let claim = claims.remove(at: Int.random(in: claims.indices, using: &generator))
                let ends: [AlertRelease?] = [nil, .failed, .notSent]
                let end = ends[Int.random(in: ends.indices, using: &generator)]
                let standing = try apply([ClaimChange(claim, end.map { .release($0, at: now) } ?? .confirm(at: now))], now)
                #expect(standing == [model.end(claim, end, at: now) ? .held : .lost])
            case 8: try disturb()
            default:
                now += Double(Int.random(in: Bool.random(using: &generator) ? 0...5 : -300...300, using: &generator))
            }
        }
    }
}

/// The same numbers in every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
