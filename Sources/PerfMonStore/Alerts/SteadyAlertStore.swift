#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
internal import Synchronization

/// The alert store that never fails: what the file cannot do for the moment, memory does, and the file learns of it when it works
/// again.
///
/// Meanwhile alerts are deduplicated within this process only.
package final class SteadyAlertStore: Sendable {
    /// The file is left alone for a while after a failure, because each try may cost the wait for other processes.
    private struct Pause {
        static let length: TimeInterval = 10
        var since: Date
        var reason: String
    }

    private struct State {
        /// Set while the file does not work.
        var pause: Pause?
        /// Set when the file does not know everything.
        var isBehind = false
        var unsettled = UnsettledClaims()
        /// What the file knows of what memory has taken over from it.
        var adopted: [Fingerprint: AlertRecord] = [:]

        func isPaused(at now: Date) -> Bool {
            pause.map { abs(now.timeIntervalSince($0.since)) < Pause.length } ?? false
        }

        /// The file is told later; what memory has from it knows at once.
        mutating func note(_ change: ClaimChange) {
            unsettled.add(change)
            _ = adopted[change.claim.fingerprint]?.apply(change)
        }
    }

    private let file: SQLiteAlertStore?
    private let memory: MemoryAlertStore
    private let onProblem: @Sendable (String) -> Void
    private let limit: Int
    /// Held during each operation: what memory does must not come between two others of the file.
    private let state = Mutex(State())

    /// - Parameters:
    ///   - file: The file; `nil` for memory only.
    ///   - limit: How many fingerprints are remembered.
    ///   - onProblem: Told once of each problem.
    package init(file: AlertFile?, limit: Int, onProblem: @escaping @Sendable (String) -> Void) {
        self.file = file.map { SQLiteAlertStore(file: $0, limit: limit) }
        memory = MemoryAlertStore(limit: limit)
        self.limit = limit
        self.onProblem = onProblem
    }

    /// Counts a sighting, and says whether it is to be alerted.
    package func admit(_ sighting: AlertSighting, at now: Date) -> AlertAdmission {
        ask(at: now) { file throws(SQLiteError) in
            try file.admit(sighting, at: now)
        } otherwise: { _ in
            memory.admit(sighting, at: now)
        }
    }

    /// Notes what becomes of claims. Returns of each what it was before.
    @discardableResult
    package func apply(_ changes: [ClaimChange], at now: Date) -> [ClaimStanding] {
        guard !changes.isEmpty else { return [] }
        return ask(at: now) { file throws(SQLiteError) in
            try file.apply(changes)
        } otherwise: { state in
            if file != nil { for change in changes { state.note(change) } }
            return memory.apply(changes)
        }
    }

    /// Tells the file what happened while it did not work, if there is anything.
    ///
    /// - Parameter isLast: Whether to do so even if it failed a moment ago, because the process ends.
    package func catchUp(at now: Date, isLast: Bool) {
        let isBehind = state.withLock { state in
            if isLast, state.isBehind { state.pause?.since = .distantPast }
            return state.isBehind
        }
        if isBehind {
            ask(at: now) { _ throws(SQLiteError) in
            } otherwise: { _ in
            }
        }
    }

    /// Asks the file, unless it failed a moment ago.
    private func ask<Value>(
        at now: Date, _ body: (SQLiteAlertStore) throws(SQLiteError) -> Value, otherwise: (inout State) -> Value
    ) -> Value {
        let (value, problem) = state.withLock { state -> (Value, String?) in
            guard let file, !state.isPaused(at: now) else { return (otherwise(&state), nil) }
            do throws(SQLiteError) {
                if state.isBehind { try catchUp(file, &state, at: now) }
                let value = try body(file)
                state.pause = nil
                return (value, nil)
            } catch {
                let isNew = state.pause?.reason != error.message
                state.pause = Pause(since: now, reason: error.message)
                state.isBehind = true
                // Reading may still work, and what the file knows is better than nothing: windows stay closed.
                for record in (try? file.records(atMost: limit)) ?? [] where memory.adopt(record) {
                    state.adopted[record.fingerprint] = record
                }
                return (otherwise(&state), isNew ? error.message : nil)
            }
        }
        if let problem { onProblem("the alert store does not work, so alerts may come twice from several processes: \(problem)") }
        return value
    }

    private func catchUp(_ file: SQLiteAlertStore, _ state: inout State, at now: Date) throws(SQLiteError) {
        let additions = memory.records(atMost: .max).map { AlertAddition(record: $0, base: state.adopted[$0.fingerprint]) }
        try file.catchUp(with: state.unsettled.changes, additions.filter { $0.record != $0.base }, at: now)
        memory.removeAll()
        (state.isBehind, state.unsettled, state.adopted) = (false, UnsettledClaims(), [:])
    }
}

extension SteadyAlertStore {
    /// The alert has arrived.
    package func confirm(_ claims: [AlertClaim], at now: Date) {
        apply(claims.map { ClaimChange($0, .confirm(at: now)) }, at: now)
    }

    /// The alert will not arrive.
    package func release(_ claims: [AlertClaim], cause: AlertRelease, at now: Date) {
        apply(claims.map { ClaimChange($0, .release(cause, at: now)) }, at: now)
    }
}
