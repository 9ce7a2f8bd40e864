import Foundation
@testable import PerfMonStore
import Synchronization
import Testing

@Suite("The alert file")
struct AlertFileTests {
    private let directory: TemporaryDirectory
    private let start = Date(timeIntervalSince1970: 1_800_000_000)
    private let problems = Problems()

    init() throws {
        directory = try TemporaryDirectory()
    }

    private final class Problems: Sendable {
        private let texts = Mutex<[String]>([])
        var all: [String] { texts.withLock { $0 } }
        func add(_ text: String) { texts.withLock { $0.append(text) } }
    }

    private var path: String { directory / "alerts.sqlite" }

    private func store(pageLimit: Int = AlertDatabase.maximumPages) -> SQLiteAlertStore {
        let file = AlertFile(directory: directory.path, patience: 50, pageLimit: pageLimit) { [problems] in problems.add($0) }
        return SQLiteAlertStore(file: file, limit: 1000)
    }

    private func steady(pageLimit: Int = AlertDatabase.maximumPages) -> SteadyAlertStore {
        let file = AlertFile(directory: directory.path, patience: 50, pageLimit: pageLimit) { [problems] in problems.add($0) }
        return SteadyAlertStore(file: file, limit: 1000) { [problems] in problems.add($0) }
    }

    private func deliver(_ store: SQLiteAlertStore, _ route: String) throws {
        try store.confirm(#require(store.admit(.of(route), at: start).claim), at: start)
    }

    @Test("can be read by nobody else")
    func privateFiles() throws {
        let store = store()
        try deliver(store, "/a")
        for name in try entries(of: directory.path) { #expect(try mode(of: directory / name) == 0o600, "\(name)") }
        #expect(try entries(of: directory.path).contains("alerts.sqlite"))
    }

    @Test("remembers windows after a restart")
    func restart() throws {
        try deliver(store(), "/a")
        #expect(try store().admit(.of("/a"), at: start + 1).claim == nil)
    }

    @Test("is brought up to date with what an earlier version has written")
    func migrated() throws {
        try writeFile(path)
        try sqlite(AlertSchema.migrations[0] + "; PRAGMA application_id = \(0x5046_4d4e); PRAGMA user_version = 1")
        try sqlite(
            """
            INSERT INTO alert VALUES ('route=/a', \(start.timeIntervalSince1970), \(start.timeIntervalSince1970), 3, 2, 1000000000,
                2, \(start.timeIntervalSince1970), NULL, 100000000000, 1000000000, \(start.timeIntervalSince1970), 0, 7, 0)
            """)
        let admission = try store().admit(.of("/a"), at: start + 1)
        #expect(admission.claim == nil)
        #expect(admission.record.count == 4)
        #expect(problems.all.isEmpty)
    }

    @Test("is replaced when it is damaged, at once and once", arguments: [0, 1, 16, 100, 4096, 5000])
    func damaged(goodBytes: Int) throws {
        do { try deliver(store(), "/a") }
        let bytes = try content(of: path)
        let damaged = bytes.prefix(goodBytes) + Array(repeating: 0x5a, count: bytes.count - goodBytes)
        try Data(damaged).write(to: URL(filePath: path))

        let store = store()
        for _ in 0..<3 { _ = try store.admit(.of("/b"), at: start) }
        #expect(problems.all.count == 1)
        #expect(try entries(of: directory.path).contains("alerts.sqlite.damaged"))
        #expect(try store.admit(.of("/b"), at: start + 1).claim == nil)
    }

    @Test(
        "is replaced when it has not the tables that it should have",
        arguments: ["DROP TABLE alert", "DROP TABLE alert; CREATE TABLE alert (x)", "PRAGMA user_version = 0"], [false, true])
    func tables(change: String, isOpen: Bool) throws {
        var store = store()
        try deliver(store, "/a")
        try sqlite(change)
        if !isOpen { store = self.store() }
        for _ in 0..<3 { _ = try store.admit(.of("/b"), at: start) }
        // An open one does not look at the version again.
        guard !isOpen || !change.hasPrefix("PRAGMA") else { return }
        #expect(problems.all.count == 1)
        #expect(try entries(of: directory.path).contains("alerts.sqlite.damaged"))
        #expect(try store.admit(.of("/b"), at: start + 1).claim == nil)
    }

    @Test("is not replaced twice when two processes find it damaged")
    func damagedForTwo() throws {
        let (first, second) = (store(), store())
        try deliver(first, "/a")
        try deliver(second, "/b")
        let handle = try #require(FileHandle(forUpdatingAtPath: path))
        try handle.write(contentsOf: Data(repeating: 0x5a, count: 20_000))
        try handle.close()
        try? FileManager.default.removeItem(atPath: path + "-wal")

        try deliver(first, "/c")
        #expect(try second.admit(.of("/c"), at: start + 1).claim == nil, "both use the same file")
    }

    @Test("is made anew when somebody removes it")
    func removed() throws {
        let store = store()
        try deliver(store, "/a")
        for name in try entries(of: directory.path) { try FileManager.default.removeItem(atPath: directory / name) }
        #expect(try store.admit(.of("/a"), at: start + 1).claim != nil)
        #expect(try entries(of: directory.path).contains("alerts.sqlite"))
    }

    @Test("is left alone when it belongs to somebody else", arguments: ["PRAGMA user_version = 99", "PRAGMA application_id = 7"])
    func foreign(change: String) throws {
        do { try deliver(store(), "/a") }
        try sqlite(change)
        let before = try content(of: path)
        #expect(throws: SQLiteError.self) { try store().admit(.of("/a"), at: start) }
        #expect(try content(of: path) == before)
    }

    @Test("stands aside for memory while the disk is full, and knows its windows then")
    func full() throws {
        let store = steady(pageLimit: 12)
        var admitted: [String] = []
        for number in 0..<400 {
            let route = "/\(String(repeating: "x", count: 200))\(number)"
            if case .admitted(let claim, _) = store.admit(.of(route, window: .seconds(1000)), at: start) {
                store.confirm([claim], at: start)
                admitted.append(route)
            }
        }
        #expect(admitted.count == 400)
        #expect(problems.all.count == 1)
        for route in admitted { #expect(store.admit(.of(route, window: .seconds(1000)), at: start + 1).claim == nil) }
    }

    @Test("stands aside for memory while it cannot be used, and comes back")
    func unusable() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        let store = steady()
        #expect(store.admit(.of("/a"), at: start).claim != nil)
        #expect(store.admit(.of("/a"), at: start).claim == nil)
        #expect(problems.all.count == 1)
        try FileManager.default.removeItem(atPath: path)
        #expect(store.admit(.of("/b"), at: start + 11).claim != nil)
        #expect(try entries(of: directory.path).contains("alerts.sqlite"))
    }

    @Test("does not hold up anybody while another process holds it")
    func locked() throws {
        let store = steady()
        #expect(store.admit(.of("/a"), at: start).claim != nil)
        let other = try SQLiteConnection(path: path)
        try other.execute("BEGIN IMMEDIATE")
        #expect(store.admit(.of("/b"), at: start).claim != nil)
        #expect(store.admit(.of("/a"), at: start).claim == nil, "what the file knows still counts")
        try other.execute("ROLLBACK")
        #expect(store.admit(.of("/c"), at: start + 11).claim != nil)
        #expect(try self.store().records(atMost: 10).count == 3, "what memory has counted, too")
    }

    @Test("learns of what was confirmed while another process held it")
    func confirmedWhileLocked() throws {
        let store = steady()
        let first = try #require(store.admit(.of("/first"), at: start).claim)
        let other = try SQLiteConnection(path: path)
        try other.execute("BEGIN IMMEDIATE")
        store.confirm([first], at: start + 1)
        let second = try #require(store.admit(.of("/second"), at: start + 1).claim, "let through by memory")
        store.confirm([second], at: start + 2)
        try other.execute("ROLLBACK")
        store.catchUp(at: start + 3, isLast: false)
        #expect(try self.store().records(atMost: 10).count == 1, "it is left alone for a while")
        store.catchUp(at: start + 11, isLast: false)
        for route in ["/first", "/second"] {
            let admission = try self.store().admit(.of(route), at: start + 50)
            #expect(admission.claim == nil)
            #expect(admission.record.count == 2)
            #expect(admission.record.lastDelivered != nil)
        }
    }

    @Test("learns at the end of a process what it missed, at once")
    func lastChance() throws {
        let store = steady()
        let claim = try #require(store.admit(.of("/a"), at: start).claim)
        let other = try SQLiteConnection(path: path)
        try other.execute("BEGIN IMMEDIATE")
        store.confirm([claim], at: start + 1)
        try other.execute("ROLLBACK")
        store.catchUp(at: start + 2, isLast: true)
        #expect(try self.store().admit(.of("/a"), at: start + 50).claim == nil)
    }

    @Test("says that an alert which memory let through is a repeat after all")
    func repeatedElsewhere() throws {
        let store = steady()
        _ = store.admit(.of("/other"), at: start)
        let other = try SQLiteConnection(path: path)
        try other.execute("BEGIN IMMEDIATE")
        let claim = try #require(store.admit(.of("/a"), at: start).claim)
        try other.execute("ROLLBACK")
        try deliver(self.store(), "/a")
        let extend = ClaimChange(claim, .extend(until: start + 60))
        #expect(store.apply([extend], at: start + 1) == [.held], "as far as is known")
        #expect(store.apply([extend], at: start + 11) == [.lost])
        #expect(try self.store().records(atMost: 10).first { $0.fingerprint == claim.fingerprint }?.suppressed == 1)
    }

    @Test("gives up waiting when its process ends", .timeLimit(.minutes(1)))
    func endsEarly() async throws {
        try deliver(store(), "/a")
        let other = try SQLiteConnection(path: path)
        try other.execute("BEGIN IMMEDIATE")
        let patient = AlertFile(directory: directory.path, patience: 3_600_000) { _ in }
        async let waiting = Task.detached { [start] in try SQLiteAlertStore(file: patient, limit: 10).admit(.of("/b"), at: start) }.result
        patient.end(within: .zero)
        guard case .failure(let error as SQLiteError) = await waiting else { throw Failure.notBusy }
        #expect(error.kind == .busy)
        try other.execute("ROLLBACK")
        #expect(try SQLiteAlertStore(file: patient, limit: 10).admit(.of("/b"), at: start).claim != nil, "what is free still works")
    }

    @Test("does not wait for ever for a process that was stopped while it opened the file", .timeLimit(.minutes(1)))
    func stoppedWhileOpening() throws {
        let handle = open(directory.path, O_RDONLY | O_DIRECTORY)
        defer { close(handle) }
        #expect(flock(handle, LOCK_EX) == 0)
        #expect(throws: SQLiteError.self) { try store().admit(.of("/a"), at: start) }
        #expect(steady().admit(.of("/a"), at: start).claim != nil)
    }

    private enum Failure: Error { case notBusy }

    private func sqlite(_ script: String) throws {
        try SQLiteConnection(path: path).execute(script)
    }
}
