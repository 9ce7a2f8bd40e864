#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
internal import Synchronization

/// The alert store that never fails: what the file cannot do for the moment, memory does.
///
/// Meanwhile alerts are deduplicated within this process only.
package final class SteadyAlertStore: Sendable {
    /// The file is left alone for a while after a failure, because each try may cost the wait for other processes.
    private struct Pause {
        static let length: TimeInterval = 10
        var since: Date
        var reason: String
    }

    private let file: SQLiteAlertStore?
    private let memory: MemoryAlertStore
    private let onProblem: @Sendable (String) -> Void
    private let limit: Int
    private let pause = Mutex<Pause?>(nil)

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

    package func admit(_ sighting: AlertSighting, at now: Date) -> AlertAdmission {
        if let admission = attempt(now, { file throws(SQLiteError) in try file.admit(sighting, at: now) }) { return admission }
        return memory.admit(sighting, at: now)
    }

    package func confirm(_ claim: AlertClaim, at now: Date) {
        memory.confirm(claim, at: now)
        attempt(now) { file throws(SQLiteError) in try file.confirm(claim, at: now) }
    }

    package func release(_ claim: AlertClaim, cause: AlertRelease, at now: Date) {
        memory.release(claim, cause: cause, at: now)
        attempt(now) { file throws(SQLiteError) in try file.release(claim, cause: cause, at: now) }
    }

    package func extend(_ claim: AlertClaim, until end: Date, at now: Date) {
        memory.extend(claim, until: end)
        attempt(now) { file throws(SQLiteError) in try file.extend(claim, until: end) }
    }

    /// Asks the file, unless it failed a moment ago; `nil` when it cannot answer.
    @discardableResult
    private func attempt<Value>(_ now: Date, _ body: (SQLiteAlertStore) throws(SQLiteError) -> Value) -> Value? {
        guard let file, !isPaused(at: now) else { return nil }
        do {
            let value = try body(file)
            pause.withLock { $0 = nil }
            return value
        } catch {
            // Reading may still work, and what the file knows is better than nothing: windows stay closed.
            for record in (try? file.records(atMost: limit)) ?? [] { memory.adopt(record) }
            let isNew = pause.withLock { pause in
                defer { pause = Pause(since: now, reason: error.message) }
                return pause?.reason != error.message
            }
            if isNew { onProblem("the alert store does not work, so alerts may come twice from several processes: \(error)") }
            return nil
        }
    }

    private func isPaused(at now: Date) -> Bool {
        pause.withLock { $0.map { abs(now.timeIntervalSince($0.since)) < Pause.length } ?? false }
    }
}
