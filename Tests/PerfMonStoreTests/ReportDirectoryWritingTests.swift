internal import Foundation
internal import PerfMonStore
internal import Testing

@Suite("A report is there completely or not at all")
struct ReportDirectoryWritingTests {
    let root: TemporaryDirectory

    init() throws {
        root = try TemporaryDirectory()
    }

    @Test(arguments: [0, 1, 4096, 3_000_000])
    func `The content arrives as it was given`(size: Int) throws {
        let directory = try ReportDirectory(path: root.path)
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let path = try directory.write(bytes, named: "report.html")
        #expect(path == root / "report.html")
        #expect(try content(of: path) == bytes)
        #expect(try entries(of: root.path) == ["report.html"])
    }

    @Test(arguments: [0o600, 0o640, 0o644] as [UInt16])
    func `The mode is the configured one`(fileMode: UInt16) throws {
        let path = try ReportDirectory(path: root.path, fileMode: fileMode).write([1], named: "report.html")
        #expect(try mode(of: path) == Int(fileMode))
    }

    @Test(arguments: [
        "20261122T153012.123Z_GET_users-_id_2310ms_4bf92f35.html", "a", "-", String(repeating: "x", count: 200),
    ])
    func `These names are allowed`(name: String) throws {
        #expect(try ReportDirectory(path: root.path).write([], named: name) == root / name)
    }

    @Test(arguments: [
        "", ".", "..", ".hidden", "../up", "a/b", "/etc/passwd", "a..b", "a\0b", "a b", "a\nb", "ä",
        ".perfmon-0123456789abcdef.tmp", String(repeating: "x", count: 201),
    ])
    func `These names are refused`(name: String) throws {
        let directory = try ReportDirectory(path: root.path)
        let error = #expect(throws: ReportDirectoryError.self) { try directory.write([1], named: name) }
        #expect(error?.code == .invalidName)
        #expect(try entries(of: root.path).isEmpty)
    }

    enum Obstacle: CaseIterable {
        case file, directory, pipe, linkToFile, linkToNowhere
    }

    @Test(arguments: Obstacle.allCases)
    func `What exists under the name stays as it is`(obstacle: Obstacle) throws {
        let directory = try ReportDirectory(path: root / "reports")
        let path = root / "reports/report.html"
        try writeFile(root / "victim", "untouched")
        switch obstacle {
        case .file: try writeFile(path, "first")
        case .directory: try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        case .pipe: try #require(mkfifo(path, 0o600) == 0)
        case .linkToFile: try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: root / "victim")
        case .linkToNowhere: try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: root / "nowhere")
        }
        let error = #expect(throws: ReportDirectoryError.self) { try directory.write([1], named: "report.html") }
        #expect(error?.code == .nameExists)
        #expect(try content(of: root / "victim") == Array("untouched".utf8))
        #expect(try entries(of: root.path) == ["reports", "victim"])
        #expect(try entries(of: root / "reports") == ["report.html"])
        if obstacle == .file {
            #expect(try content(of: path) == Array("first".utf8))
        }
    }

    @Test func `A directory that was removed is made anew`() throws {
        let directory = try ReportDirectory(path: root / "reports")
        try FileManager.default.removeItem(atPath: root / "reports")
        let path = try directory.write([1, 2], named: "report.html")
        #expect(try content(of: path) == [1, 2])
        #expect(try mode(of: root / "reports") == 0o700)
    }

    @Test func `A directory that was swapped for a link is not followed`() throws {
        let directory = try ReportDirectory(path: root / "reports")
        try FileManager.default.removeItem(atPath: root / "reports")
        try FileManager.default.createDirectory(atPath: root / "elsewhere", withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(atPath: root / "reports", withDestinationPath: root / "elsewhere")
        let error = #expect(throws: ReportDirectoryError.self) { try directory.write([1], named: "report.html") }
        #expect(error?.code == .notADirectory || error?.code == .untrusted)
        #expect(try entries(of: root / "elsewhere").isEmpty)
    }

    @Test func `Many writers at once lose nothing`() async throws {
        let directory = try ReportDirectory(path: root.path)
        try await withThrowingTaskGroup { group in
            for writer in UInt8(0)..<32 {
                group.addTask {
                    for number in 0..<20 {
                        _ = try directory.write(Array(repeating: writer, count: 10_000), named: "\(writer)-\(number).html")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try entries(of: root.path).count == 640)
        for writer in UInt8(0)..<32 {
            #expect(try content(of: root / "\(writer)-19.html") == Array(repeating: writer, count: 10_000))
        }
    }

    @Test func `Of many writers with the same name one wins, completely`() async throws {
        let directory = try ReportDirectory(path: root.path)
        let winners = await withTaskGroup { group in
            for writer in UInt8(0)..<16 {
                group.addTask { try? directory.write(Array(repeating: writer, count: 100_000), named: "report.html") }
            }
            return await group.reduce(into: 0) { count, path in count += path == nil ? 0 : 1 }
        }
        #expect(winners == 1)
        let bytes = try content(of: root / "report.html")
        #expect(bytes.count == 100_000 && Set(bytes).count == 1)
        #expect(try entries(of: root.path) == ["report.html"])
    }
}
