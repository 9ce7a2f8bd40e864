import Foundation
import PerfMonStore
import Testing

@Suite("The spool")
struct NotificationSpoolTests {
    private let directory: TemporaryDirectory
    private let start = Date(timeIntervalSince1970: 1_800_000_000)

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// As one process has it.
    private func spool() -> NotificationSpool { NotificationSpool(directory: directory.path) }

    private func entry(_ id: String, size: Int = 10, after seconds: Double = 0) -> NotificationSpool.Entry {
        NotificationSpool.Entry(id: id, date: start + seconds, content: Array(repeating: 120, count: size))
    }

    @Test("hands every entry to one process, and again when that one did not send it")
    func takenOnce() throws {
        let (first, second, third) = (spool(), spool(), spool())
        try first.put([entry("a"), entry("b", after: 1)], at: start)
        try first.put([entry("c", after: 2)], at: start)
        #expect(try second.take(at: start).entries.isEmpty, "its own process still tries")
        try first.remove("c")
        first.release()
        #expect(try second.take(at: start).entries == [entry("a"), entry("b", after: 1)])
        #expect(try third.take(at: start).entries.isEmpty)
        try second.remove("a")
        second.release()
        #expect(try third.take(at: start).entries.map(\.id) == ["b"])
        try third.remove("b")
        third.release()
        #expect(try entries(of: directory.path).isEmpty)
    }

    @Test("puts an entry in the place of an earlier one with its name")
    func replaced() throws {
        let spool = spool()
        try spool.put([entry("a"), entry("b")], at: start)
        try spool.put([entry("a", size: 3)], at: start)
        spool.release()
        #expect(try self.spool().take(at: start).entries == [entry("a", size: 3), entry("b")])
    }

    @Test("drops what nobody wants to hear any more")
    func age() throws {
        let spool = spool()
        try spool.put([entry("a")], at: start)
        spool.release()
        let taken = try spool.take(at: start + NotificationSpool.longestAge + 1)
        #expect(taken.entries.isEmpty)
        #expect(taken.dropped.map(\.entry) == [entry("a")])
        #expect(taken.dropped.map(\.reason) == [.tooOld])
        #expect(try entries(of: directory.path).isEmpty)
    }

    @Test("keeps the newest within its bounds")
    func bounds() throws {
        for number in 0..<5 {
            let spool = spool()
            try spool.put([entry("\(number)", size: 5 << 20, after: Double(number))], at: start)
        }
        let taker = spool()
        let first = try taker.take(at: start + 10)
        #expect(first.entries.map(\.id) == ["2", "3", "4"])
        #expect(first.dropped.map(\.entry.id).sorted() == ["0", "1"])
        #expect(try entries(of: directory.path).count == 3)
        for id in ["2", "3", "4"] { try taker.remove(id) }

        let many = spool()
        let dropped = try many.put((0..<1500).map { entry("n\($0)", after: Double($0)) }, at: start + 20)
        #expect(Set(dropped.map(\.entry.id)) == Set((0..<500).map { "n\($0)" }))
        #expect(dropped.allSatisfy { $0.reason == .tooMany })
        many.release()
        let taken = try taker.take(at: start + 20)
        #expect(taken.entries.count == NotificationSpool.maximumCount)
        #expect(taken.entries.last?.id == "n1499")
    }

    @Test("leaves no file behind when there was nothing to keep")
    func noFile() throws {
        #expect(try spool().take(at: start).entries.isEmpty)
        try spool().put([], at: start)
        #expect(try entries(of: directory.path).isEmpty)
        #expect(try NotificationSpool(directory: directory / "missing").take(at: start).entries.isEmpty)
    }

    @Test("can be read by nobody else, and reads only whole entries")
    func halfWritten() throws {
        let spool = spool()
        try spool.put([entry("a"), entry("b")], at: start)
        let name = try #require(try entries(of: directory.path).first)
        #expect(try mode(of: directory / name) == 0o600)
        spool.release()
        let whole = try content(of: directory / name)
        try Data(Array("nonsense\n+ x\n+ y z w\n\n".utf8) + whole.dropLast(1)).write(to: URL(filePath: directory / name))
        let taken = try self.spool().take(at: start)
        #expect(taken.entries.map(\.id) == ["a"])
        #expect(taken.damaged == 5)
    }

    @Test("keeps nothing that would break the file")
    func hostile() throws {
        let spool = spool()
        let lines = NotificationSpool.Entry(id: "a", date: start, content: Array("x\n- b".utf8))
        let dropped = try spool.put([entry("b c"), entry(""), lines, entry("d")], at: start)
        #expect(dropped.map(\.reason) == [.unreadable, .unreadable, .unreadable])
        spool.release()
        #expect(try spool.take(at: start).entries.map(\.id) == ["d"])
    }

    @Test("says when there is no place for it")
    func noDirectory() {
        #expect(throws: SpoolError.self) { try NotificationSpool(directory: directory / "missing").put([entry("a")], at: start) }
    }
}
