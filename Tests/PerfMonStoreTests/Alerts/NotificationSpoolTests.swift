import Foundation
import PerfMonStore
import Testing

@Suite("The spool")
struct NotificationSpoolTests {
    private let directory: TemporaryDirectory
    private let spool: NotificationSpool
    private let start = Date(timeIntervalSince1970: 1_800_000_000)

    init() throws {
        directory = try TemporaryDirectory()
        spool = NotificationSpool(file: AlertFile(directory: directory.path) { _ in })
    }

    private func entry(_ id: String, size: Int = 10) -> NotificationSpool.Entry {
        NotificationSpool.Entry(id: id, content: Array(repeating: 1, count: size))
    }

    @Test("hands every entry to one process, and again when that one did not send it")
    func takenOnce() throws {
        try spool.put([entry("a"), entry("b")], at: start, takenUntil: start + 5)
        #expect(try spool.take(at: start + 4, until: start + 100).isEmpty, "its own process still tries")
        #expect(Set(try spool.take(at: start + 5, until: start + 100).map(\.id)) == ["a", "b"])
        #expect(try spool.take(at: start + 6, until: start + 100).isEmpty)
        try spool.remove("a")
        #expect(try spool.take(at: start + 100, until: start + 200).map(\.id) == ["b"])
    }

    @Test("drops what nobody wants to hear any more")
    func age() throws {
        try spool.put([entry("a")], at: start, takenUntil: start)
        #expect(try spool.take(at: start + NotificationSpool.longestAge + 1, until: start).isEmpty)
    }

    @Test("keeps the newest within its bounds")
    func bounds() throws {
        for number in 0..<5 {
            try spool.put([entry("\(number)", size: 5 << 20)], at: start + Double(number), takenUntil: start)
        }
        #expect(Set(try spool.take(at: start + 10, until: start + 20).map(\.id)) == ["2", "3", "4"])
        try spool.put((0..<1500).map { entry("n\($0)") }, at: start + 20, takenUntil: start + 20)
        #expect(try spool.take(at: start + 20, until: start + 30).count == NotificationSpool.maximumCount)
    }

    @Test("leaves no file behind when there was nothing to keep")
    func noFile() throws {
        #expect(try spool.take(at: start, until: start).isEmpty)
        #expect(try entries(of: directory.path).isEmpty)
    }

    @Test("is not held up by a clock that was set back")
    func clock() throws {
        try spool.put([entry("a")], at: start, takenUntil: start + 86_400 * 365)
        #expect(try spool.take(at: start, until: start + 1).count == 1)
    }
}
