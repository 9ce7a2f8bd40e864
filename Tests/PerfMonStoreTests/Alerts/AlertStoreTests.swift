import Foundation
import PerfMonStore
import Testing

/// The stores under test: both must behave the same.
enum StoreKind: CaseIterable, CustomTestStringConvertible {
    case memory, sqlite

    var testDescription: String { "\(self)" }

    func make(in directory: TemporaryDirectory, limit: Int = 100) -> any AlertStore {
        switch self {
        case .memory: MemoryAlertStore(limit: limit)
        case .sqlite: SQLiteAlertStore(file: AlertFile(directory: directory.path) { _ in }, limit: limit)
        }
    }
}

extension AlertAdmission {
    var claim: AlertClaim? {
        guard case .admitted(let claim, _) = self else { return nil }
        return claim
    }

    var record: AlertRecord {
        switch self {
        case .admitted(_, let record), .suppressed(let record): record
        }
    }
}

extension AlertSighting {
    static func of(_ route: String, took duration: Duration = .seconds(1), window: Duration = .seconds(100)) -> AlertSighting {
        AlertSighting(fingerprint: Fingerprint([("route", route)]), duration: duration, window: window, lease: .seconds(10))
    }
}

@Suite("An alert store")
struct AlertStoreTests {
    private let directory: TemporaryDirectory
    private let start = Date(timeIntervalSince1970: 1_800_000_000)

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func deliver(_ store: any AlertStore, _ sighting: AlertSighting, at now: Date) throws {
        try store.confirm(#require(store.admit(sighting, at: now).claim), at: now)
    }

    @Test("lets one alert through per window, and counts the others", arguments: StoreKind.allCases)
    func window(_ kind: StoreKind) throws {
        let store = kind.make(in: directory)
        try deliver(store, .of("/a"), at: start)
        for second in 1..<100 {
            let admission = try store.admit(.of("/a"), at: start + Double(second))
            #expect(admission.claim == nil)
            #expect(admission.record.suppressed == second)
        }
        let next = try store.admit(.of("/a"), at: start + 100)
        #expect(next.claim != nil)
        #expect(next.record.suppressed == 99)
        #expect(next.record.count == 101)
        #expect(next.record.firstSeen == start)
        #expect(next.record.lastDelivered == start)
    }

    @Test("counts anew after an alert has arrived, not before", arguments: StoreKind.allCases)
    func suppressedIsKeptUntilItWasTold(_ kind: StoreKind) throws {
        let store = kind.make(in: directory)
        try deliver(store, .of("/a"), at: start)
        for _ in 0..<3 { _ = try store.admit(.of("/a"), at: start + 1) }
        let lost = try #require(try store.admit(.of("/a"), at: start + 100).claim)
        _ = try store.admit(.of("/a"), at: start + 101)
        try store.release(lost, cause: .failed, at: start + 102)

        let second = try store.admit(.of("/a"), at: start + 200)
        #expect(second.record.suppressed == 5)
        _ = try store.admit(.of("/a"), at: start + 201)
        try store.confirm(#require(second.claim), at: start + 202)
        #expect(try store.records(atMost: 1).first?.suppressed == 1)
    }

    @Test("tells of a request that is twice as slow at once", arguments: StoreKind.allCases)
    func escalation(_ kind: StoreKind) throws {
        let store = kind.make(in: directory)
        try deliver(store, .of("/a", took: .seconds(2)), at: start)
        #expect(try store.admit(.of("/a", took: .milliseconds(3999)), at: start + 1).claim == nil)
        let worse = try store.admit(.of("/a", took: .seconds(4)), at: start + 2)
        #expect(try store.admit(.of("/a", took: .seconds(60)), at: start + 3).claim == nil, "one is on its way")
        try store.confirm(#require(worse.claim), at: start + 4)
        #expect(try store.admit(.of("/a", took: .seconds(4)), at: start + 5).claim == nil)
        #expect(try store.records(atMost: 1).first?.worst == .seconds(60))
    }

    @Test(
        "goes by the window before when an early alert does not arrive", arguments: StoreKind.allCases,
        [AlertRelease.notSent, .failed, nil])
    func earlyAlertIsLost(_ kind: StoreKind, _ cause: AlertRelease?) throws {
        let store = kind.make(in: directory)
        try deliver(store, .of("/a", took: .seconds(2)), at: start)
        let early = try #require(try store.admit(.of("/a", took: .seconds(8)), at: start + 1).claim)
        if let cause { try store.release(early, cause: cause, at: start + 2) }
        // Also when its carrier has died.
        #expect(try store.admit(.of("/a", took: .seconds(2)), at: start + 40).claim == nil, "an ordinary repeat")
        let again = try #require(try store.admit(.of("/a", took: .seconds(4)), at: start + 41).claim, "twice as slow as what was told")
        try store.release(again, cause: .notSent, at: start + 42)
        #expect(try store.admit(.of("/a", took: .seconds(2)), at: start + 99).claim == nil)
        #expect(try store.admit(.of("/a", took: .seconds(2)), at: start + 100).claim != nil)
    }

    @Test("waits for the next early alert when one has failed", arguments: StoreKind.allCases)
    func earlyAlertBacksOff(_ kind: StoreKind) throws {
        let store = kind.make(in: directory)
        try deliver(store, .of("/a", took: .seconds(2)), at: start)
        let early = try #require(try store.admit(.of("/a", took: .seconds(8)), at: start + 1).claim)
        try store.release(early, cause: .failed, at: start + 1)
        #expect(try store.admit(.of("/a", took: .seconds(60)), at: start + 30).claim == nil)
        #expect(try store.admit(.of("/a", took: .seconds(60)), at: start + 31).claim != nil)
    }

    @Test("waits longer after each failed delivery", arguments: StoreKind.allCases)
    func backoff(_ kind: StoreKind) throws {
        let store = kind.make(in: directory)
        var now = start
        for wait in [30.0, 60, 120, 240, 480, 960, 1920, 3600, 3600] {
            try store.release(#require(store.admit(.of("/a"), at: now).claim), cause: .failed, at: now)
            #expect(try store.admit(.of("/a"), at: now + wait - 1).claim == nil)
            now += wait
        }
        try deliver(store, .of("/a"), at: now)
        #expect(try store.records(atMost: 1).first?.failures == 0)
    }

    @Test("lets the next one through when an alert was not even tried", arguments: StoreKind.allCases)
    func released(_ kind: StoreKind) throws {
        let store = kind.make(in: directory)
        try store.release(#require(store.admit(.of("/a"), at: start).claim), cause: .notSent, at: start)
        let next = try store.admit(.of("/a"), at: start)
        #expect(next.claim != nil)
        #expect(next.record.suppressed == 1)
    }

    @Test("does not wait for ever for who died with an alert", arguments: StoreKind.allCases)
    func lease(_ kind: StoreKind) throws {
        let store = kind.make(in: directory)
        let lost = try #require(try store.admit(.of("/a"), at: start).claim)
        #expect(try store.admit(.of("/a"), at: start + 9).claim == nil)
        try store.extend(lost, until: start + 20)
        #expect(try store.admit(.of("/a"), at: start + 19).claim == nil)
        let next = try store.admit(.of("/a"), at: start + 20)
        #expect(next.claim != nil)
        #expect(next.record.suppressed == 3)
        try store.confirm(lost, at: start + 21)
        #expect(try store.records(atMost: 1).first?.lastDelivered == nil, "an expired claim has no say")
    }

    @Test("is not silenced by a clock that jumps back", arguments: StoreKind.allCases)
    func clockJumpsBack(_ kind: StoreKind) throws {
        let store = kind.make(in: directory)
        try deliver(store, .of("/a"), at: start + 86_400 * 365)
        #expect(try store.admit(.of("/a"), at: start).claim != nil)
    }

    @Test("takes clocks that differ a little for the same", arguments: StoreKind.allCases)
    func clocksDiffer(_ kind: StoreKind) throws {
        let store = kind.make(in: directory)
        try deliver(store, .of("/a"), at: start)
        #expect(try store.admit(.of("/a"), at: start - 1).claim == nil)
    }

    @Test("lets everything through without a window", arguments: StoreKind.allCases)
    func noWindow(_ kind: StoreKind) throws {
        let store = kind.make(in: directory)
        for _ in 0..<3 { #expect(try store.admit(.of("/a", window: .zero), at: start).claim != nil) }
    }

    @Test("forgets what was not seen for longest", arguments: StoreKind.allCases)
    func bounded(_ kind: StoreKind) throws {
        let store = kind.make(in: directory, limit: 20)
        for number in 0..<200 { _ = try store.admit(.of("/\(number)"), at: start + Double(number)) }
        let records = try store.records(atMost: 1000)
        #expect(records.count <= 20)
        #expect(records.first?.fingerprint == Fingerprint([("route", "/199")]))
    }

    @Test("can be told to forget", arguments: StoreKind.allCases)
    func reset(_ kind: StoreKind) throws {
        let store = kind.make(in: directory)
        try deliver(store, .of("/a"), at: start)
        let id = try #require(store.records(atMost: 1).first?.fingerprint.id)
        #expect(try store.reset(id))
        #expect(try !store.reset(id))
        #expect(try store.admit(.of("/a"), at: start).claim != nil)
    }

    @Test("has one winner among threads", arguments: StoreKind.allCases)
    func threads(_ kind: StoreKind) async throws {
        let store = kind.make(in: directory)
        let wins = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try (0..<50).count { try store.admit(.of("/\($0)"), at: start).claim != nil }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(wins == 50)
    }
}

extension Range<Int> {
    fileprivate func count(_ body: (Int) throws -> Bool) rethrows -> Int {
        try reduce(0) { try body($1) ? $0 + 1 : $0 }
    }
}
