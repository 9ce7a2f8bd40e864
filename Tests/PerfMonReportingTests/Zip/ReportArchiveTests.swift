internal import Foundation
internal import PerfMonModel
@testable internal import PerfMonReporting
internal import Testing

/// Archives, as programs that are not ours read them.
@Suite struct ReportArchiveTests {
    private static let page = ReportArchive.File(fileExtension: "html", bytes: Array("<!doctype html>\u{2028}é".utf8))

    private static func request(route: String? = "/users/{id}", start: Date = Date(timeIntervalSince1970: 1_795_361_413.5)) -> RequestRecord
    {
        RequestRecord(
            id: "4bf92f35", start: start, duration: .milliseconds(2310), threshold: .seconds(1), method: "GET", path: "/users/42",
            route: route, status: 200)
    }

    private static func noise(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    @Test func isReadByOtherPrograms() throws {
        let files = [
            Self.page,
            .init(fileExtension: "md", bytes: Array(String(repeating: "| a | b |\n", count: 100_000).utf8)),
            .init(fileExtension: "speedscope.json", bytes: []),
            .init(fileExtension: "pb.gz", bytes: Self.noise(100_000)),
            .init(fileExtension: "collapsed.txt", bytes: [0]),
        ]
        let archive = try #require(ReportArchive(files, on: Self.request()))
        #expect(archive.omitted == [])
        #expect(archive.bytes.count < 110_000)
        let entries = try ZipReader.entries(of: archive.bytes)
        #expect(entries.map(\.name) == files.map { "20261122T153013.500Z_GET_users-_id_2310ms_4bf92f35.\($0.fileExtension)" })
        #expect(entries.map(\.bytes) == files.map(\.bytes))
        #expect(entries.allSatisfy { $0.modified == "2026-11-22 15:30:12" })
        #expect(entries.allSatisfy { $0.mode == 0o100_600 })
    }

    @Test func theSameFilesGiveTheSameBytes() {
        #expect(ReportArchive([Self.page], on: Self.request())?.bytes == ReportArchive([Self.page], on: Self.request())?.bytes)
    }

    @Test(arguments: [("/users/{id}", "GET_users-_id"), (nil, "GET_no-route"), ("/a\r\nb/../\"x\".zip;", "GET_a_b-.-_x_.zip")])
    func isNamedAfterTheRouteAndTheReport(_ route: String?, _ expected: String) throws {
        let archive = try #require(ReportArchive([Self.page], on: Self.request(route: route)))
        #expect(archive.name == "perf_report_\(expected)_4bf92f35.zip")
    }

    @Test(arguments: ["js", "mjs", "jar", "exe", "htm", "trace", "", "html.js"])
    func leavesOutWhatMailGatewaysRefuse(_ fileExtension: String) throws {
        let script = ReportArchive.File(fileExtension: fileExtension, bytes: [1])
        #expect(ReportArchive([script], on: Self.request()) == nil)
        let archive = try #require(ReportArchive([script, Self.page], on: Self.request()))
        #expect(archive.omitted.count == 1)
        #expect(try ZipReader.entries(of: archive.bytes).map(\.bytes) == [Self.page.bytes])
    }

    @Test func neverExceedsItsLimit() throws {
        let files = [Self.page, .init(fileExtension: "json", bytes: Self.noise(5000)), .init(fileExtension: "md", bytes: Self.noise(300))]
        let whole = try #require(ReportArchive(files, on: Self.request())).bytes.count
        var names: Set<[String]> = []
        for limit in [0, 21, 22, 200, 300, 700, 1000, 4999, 5000, whole - 1, whole, .max] {
            guard let archive = ReportArchive(files, on: Self.request(), maximumSize: limit) else { continue }
            #expect(archive.bytes.count <= limit)
            #expect(archive.omitted.count + (try ZipReader.entries(of: archive.bytes).count) == files.count)
            names.insert(archive.omitted.map { String($0.split(separator: ".").last ?? "") })
        }
        #expect(names == [["json", "md"], ["json"], ["md"], []] || names == [["json", "md"], ["json"], []])
        #expect(ReportArchive(files, on: Self.request(), maximumSize: whole - 1)?.omitted.count == 1)
        #expect(ReportArchive(files, on: Self.request(), maximumSize: whole)?.omitted == [])
    }

    @Test func hasNoArchiveOfNothing() {
        #expect(ReportArchive([], on: Self.request()) == nil)
    }

    @Test(arguments: [-1e12, 0, 315_532_799, 315_532_800, 4_354_819_199, 1e12])
    func timesOutsideOfTheFormatAreItsBeginning(_ seconds: Double) throws {
        let archive = try #require(ReportArchive([Self.page], on: Self.request(start: Date(timeIntervalSince1970: seconds))))
        let modified = try ZipReader.entries(of: archive.bytes).map(\.modified)
        switch seconds {
        case 4_354_819_199: #expect(modified == ["2107-12-31 23:59:58"])
        default: #expect(modified == ["1980-01-01 00:00:00"])
        }
    }

    @Test(arguments: [0, 1, 1000, 200_000])
    func gzipIsReadByOtherPrograms(_ count: Int) throws {
        let bytes = count.isMultiple(of: 2) ? [UInt8](repeating: 7, count: count) : Self.noise(count)
        let compressed = try #require(Deflate.compress(bytes, in: .gzip))
        #expect(try ZipReader.gunzip(compressed) == bytes)
    }
}
