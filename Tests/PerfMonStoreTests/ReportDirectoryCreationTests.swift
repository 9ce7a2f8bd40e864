internal import Foundation
internal import PerfMonStore
internal import Testing

@Suite("The reports directory is created, or checked, before the first report")
struct ReportDirectoryCreationTests {
    let root: TemporaryDirectory

    init() throws {
        root = try TemporaryDirectory()
    }

    @Test func `Missing parents are created for the owner only`() throws {
        let directory = try ReportDirectory(path: root / "a/b/c")
        #expect(directory.path == root / "a/b/c")
        for path in ["a", "a/b", "a/b/c"] {
            #expect(try mode(of: root / path) == 0o700)
        }
    }

    @Test(arguments: ["x/", "x//", "x/.", "./x", "x/../x"])
    func `The path is resolved to one spelling`(spelling: String) throws {
        #expect(try ReportDirectory(path: root / spelling).path == root / "x")
    }

    @Test func `A directory that exists keeps its mode and its files`() throws {
        let path = root / "reports"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: path)
        try writeFile("\(path)/mine.txt", "mine")
        _ = try ReportDirectory(path: path)
        #expect(try mode(of: path) == 0o750)
        #expect(try entries(of: path) == ["mine.txt"])
    }

    @Test func `The link of the same user is followed, once`() throws {
        try FileManager.default.createDirectory(atPath: root / "target", withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(atPath: root / "link", withDestinationPath: root / "target")
        let directory = try ReportDirectory(path: root / "link")
        #expect(directory.path == root / "target")
    }

    @Test func `An empty path and one with a NUL character are refused`() {
        for path in ["", "a\0b"] {
            #expect(code { _ = try ReportDirectory(path: path) } == .invalidPath)
        }
    }

    @Test func `A path that is too long for the file system is refused`() {
        #expect(code { _ = try ReportDirectory(path: root / String(repeating: "x", count: 300)) } == .invalidPath)
    }

    @Test func `A file in the way is named`() throws {
        try writeFile(root / "file")
        for path in ["file", "file/reports", "file/a/b"] {
            let error = #expect(throws: ReportDirectoryError.self) { try ReportDirectory(path: root / path) }
            #expect(error?.code == .notADirectory)
            #expect(error?.path == root / "file")
        }
    }

    @Test func `A named pipe in the way is refused without being opened`() throws {
        try #require(mkfifo(root / "pipe", 0o600) == 0)
        #expect(code { _ = try ReportDirectory(path: root / "pipe") } == .notADirectory)
    }

    @Test func `A link to nowhere is refused`() throws {
        try FileManager.default.createSymbolicLink(atPath: root / "link", withDestinationPath: root / "nowhere")
        #expect(code { _ = try ReportDirectory(path: root / "link") } == .systemError)
        #expect(!FileManager.default.fileExists(atPath: root / "nowhere"))
    }

    @Test func `A loop of links is refused`() throws {
        try FileManager.default.createSymbolicLink(atPath: root / "a", withDestinationPath: root / "b")
        try FileManager.default.createSymbolicLink(atPath: root / "b", withDestinationPath: root / "a")
        #expect(code { _ = try ReportDirectory(path: root / "a") } == .untrusted)
    }

    @Test func `A directory that everyone may change is refused unless it is sticky`() throws {
        let path = root / "open"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try #require(chmod(path, 0o777) == 0)
        #expect(code { _ = try ReportDirectory(path: path) } == .untrusted)
        try #require(chmod(path, 0o1777) == 0)
        #expect(code { _ = try ReportDirectory(path: path) } == nil)
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give files away"), arguments: [true, false], ["reports", "reports/deeper"])
    func `In a shared directory an entry of somebody else is refused`(isLink: Bool, path: String) throws {
        let shared = root / "shared"
        let trap = "\(shared)/reports"
        try FileManager.default.createDirectory(atPath: shared, withIntermediateDirectories: false)
        try FileManager.default.createDirectory(atPath: root / "target", withIntermediateDirectories: false)
        if isLink {
            try FileManager.default.createSymbolicLink(atPath: trap, withDestinationPath: root / "target")
        } else {
            try FileManager.default.createDirectory(atPath: trap, withIntermediateDirectories: false)
        }
        try #require(lchown(trap, 65534, 65534) == 0)
        try #require(chmod(shared, 0o1777) == 0)
        #expect(code { _ = try ReportDirectory(path: "\(shared)/\(path)") } == .untrusted)
        #expect(try entries(of: root / "target").isEmpty)
    }

    @Test func `A file system where nobody can write is refused`() {
        #expect(code { _ = try ReportDirectory(path: "/proc/perfmon") } != nil)
        #expect(code { _ = try ReportDirectory(path: "/proc/self") } != nil)
    }

    @Test func `Remains of dead writers go, everything else stays`() throws {
        let old = Date(timeIntervalSinceNow: -7200)
        let files = [
            ".perfmon-0123456789abcdef.tmp": old,
            ".perfmon-fedcba9876543210.tmp": Date(),
            ".perfmon-0123456789ABCDEF.tmp": old,
            ".perfmon-01234.tmp": old,
            "notes.tmp": old,
            "report.html": old,
        ]
        for (name, date) in files {
            try writeFile(root / name)
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: root / name)
        }
        try FileManager.default.createDirectory(
            atPath: root / ".perfmon-00000000000000aa.tmp",
            withIntermediateDirectories: false,
            attributes: [.modificationDate: old]
        )
        _ = try ReportDirectory(path: root.path)
        let kept = Set(files.keys).subtracting([".perfmon-0123456789abcdef.tmp"]).union([".perfmon-00000000000000aa.tmp"])
        #expect(try Set(entries(of: root.path)) == kept)
    }

    private func code(_ body: () throws -> Void) -> ReportDirectoryError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? ReportDirectoryError)?.code
        }
    }
}
