internal import PerfMonStore
internal import Testing

@Suite("Errors say place, cause and remedy")
struct ReportDirectoryErrorTests {
    @Test func `The description is one plain sentence`() throws {
        let root = try TemporaryDirectory()
        try writeFile(root / "file")
        let error = #expect(throws: ReportDirectoryError.self) { try ReportDirectory(path: root / "file/reports") }
        #expect(
            error?.description == "cannot write to \(root / "file"): it exists and is not a directory; "
                + "remove it or set reports.path to another directory"
        )
    }
}
