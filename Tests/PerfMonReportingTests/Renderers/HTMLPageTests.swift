internal import Foundation
internal import PerfMonModel
@testable internal import PerfMonReporting
internal import Testing

@Suite struct HTMLPageTests {
    @Test func theHashesAreThoseOfTheStyleAndTheScript() {
        #expect(SHA256.hash(Array("abc".utf8)).prefix(4) == [0xba, 0x78, 0x16, 0xbf])
        let style = Data(SHA256.hash(Array(ReportAssets.style.source.utf8))).base64EncodedString()
        let script = Data(SHA256.hash(Array(ReportAssets.script.source.utf8))).base64EncodedString()
        #expect(style == ReportAssets.styleHash.description, "run scripts/update-report-hashes.sh")
        #expect(script == ReportAssets.scriptHash.description, "run scripts/update-report-hashes.sh")
    }

    /// The hashes are of the text between the tags, so nothing may be between them but that.
    @Test func thePageHoldsTheStyleAndTheScriptUnchanged() {
        let page = String(decoding: HTMLReportRenderer().render(Scenario.sleep.incident), as: UTF8.self)
        #expect(page.contains("<style>\(ReportAssets.style.source)</style>"))
        #expect(page.contains("<script>\(ReportAssets.script.source)</script>"))
        #expect(!ReportAssets.style.source.contains("</") && !ReportAssets.script.source.contains("</"))
        #expect(
            page.contains(
                "default-src 'none'; script-src 'sha256-\(ReportAssets.scriptHash)'; style-src 'sha256-\(ReportAssets.styleHash)'"))
    }

    @Test(arguments: Scenario.all)
    func loadsNothingAndNeedsNoException(_ scenario: Scenario) {
        let body = HTMLPage(incident: scenario.incident).body.source
        for forbidden in [" style=", " onclick=", " src=", "http:", "https:", "javascript:"] { #expect(!body.contains(forbidden)) }
    }

    @Test(.enabled(if: HTMLSkeleton.python != nil, "python3 with its HTML parser is not installed"), arguments: Scenario.all)
    func everyElementIsClosed(_ scenario: Scenario) throws {
        let python = try #require(HTMLSkeleton.python)
        var open: [Substring] = []
        for line in try HTMLSkeleton.parse(HTMLReportRenderer().render(scenario.incident), with: python) {
            let tag = line.dropFirst().prefix { $0 != " " }
            if line.hasPrefix("<") {
                if !["meta", "input"].contains(tag) { open.append(tag) }
            } else {
                #expect(open.popLast() == tag)
            }
        }
        #expect(open.isEmpty)
    }

    /// A tree of 20,000 calls: the page stays small and says what it left out.
    @Test func largeTreesAreCut() {
        var builder = ProfileBuilder(duration: 20_000)
        let deep = (0..<250).map { Code.application("level\($0)()", "Deep.swift", $0 + 1) }
        builder.lane(
            to: 20_000,
            (0..<2000).map { index in
                let stack = deep.prefix(index % 250) + [Code.application("leaf\(index)()", "Leaf.swift", index + 1)]
                return (Double(index) * 10, Double(index) * 10 + 10, Array(stack), .running, nil)
            }
        )
        var scenario = Scenario.sleep
        scenario.profile = builder.profile()
        let page = HTMLReportRenderer().render(scenario.incident)
        #expect(page.count < 1_500_000)
        #expect(String(decoding: page, as: UTF8.self).contains("are left out"))
    }
}
