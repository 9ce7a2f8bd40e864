import Foundation
import Testing

@testable import PerfMonConfiguration

@Suite struct CatalogueTests {
    /// What the file, the variables or the commands of an example give.
    private func codes(_ example: String) throws -> [DiagnosticCode] {
        if example.hasPrefix("PERF") {
            let pairs = example.split(separator: "\n").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
            let variables = Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], $0.count > 1 ? $0[1] : "") })
            let yaml = head + "notifiers: { chat: { type: mattermost, server_url: \"https://x\", token: \"${A:-b}\", channel_id: c } }\n"
            if variables["PERF_ENABLED"] != nil {
                return try MonitoringPlan.load(yaml: yaml, environment: EnvironmentVariables(variables)).warnings.map(\.code)
            }
            return check(yaml, variables).report.diagnostics.map(\.code)
        }
        if CodePage.isShell(example) { return try codes(ofCommands: example) }
        return check((example.hasPrefix("version") ? "service: { name: shop }\n" : head) + example + "\n").report.diagnostics.map(\.code)
    }

    private func codes(ofCommands example: String) throws -> [DiagnosticCode] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("perfmon-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", example]
        shell.currentDirectoryURL = folder
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
        let report = ConfigurationLoader(environment: .empty).load(path: folder.appendingPathComponent("perfmon.yaml").path).report
        return report.shown(limit: HumanRenderer.limit).map(\.code)
    }

    @Test(arguments: CodePage.all.map(\.code.number))
    func examplesShowWhatTheySay(number: Int) throws {
        let page = try #require(CodePage.all.first { $0.code.number == number })
        #expect(try codes(page.wrong).contains(page.code), "\(page.code)")
        #expect(!page.right.isEmpty)
        if !page.wrong.hasPrefix("PERF__NOTIFIERS") { #expect(try !codes(page.right).contains(page.code), "\(page.code)") }
    }

    @Test func everyCodeHasOnePage() throws {
        #expect(Set(CodePage.all.map(\.code)).count == CodePage.all.count)
        let fixtures = FixtureTests.expected.values.joined().map { String($0.prefix(6)) }
        for code in Set(fixtures) { #expect(CodePage.named(code) != nil, "\(code)") }
        #expect(CodePage.all.count > 60)
        for page in CodePage.all { #expect((page.text.hasSuffix(".") || page.text.hasSuffix("?")) && !page.title.isEmpty, "\(page.code)") }
    }

    @Test(arguments: ["PM0102", "pm0102", "0102", "102"])
    func pagesAreFoundByAnyForm(name: String) {
        #expect(CodePage.named(name)?.code == .unknownKey)
    }

    @Test(arguments: ["", "PM", "PM9999", "x", "PM01O2"])
    func otherNamesHaveNoPage(name: String) {
        #expect(CodePage.named(name) == nil)
    }
}

@Suite struct SuppressionTests {
    private func summaries(_ yaml: String) -> [String] { check(head + yaml).report.diagnostics.map(summary) }

    @Test func allowOnTheLineAndAboveIt() {
        #expect(summaries("reports: { path: /tmp/x } # perfmon: allow PM0405 a test machine\n") == [])
        #expect(summaries("# perfmon: allow PM0405, PM0304 x\n# why\nreports: { path: /tmp/x }\n") == ["PM0903 3:26"])
    }

    @Test func unusedOnesAreReported() {
        #expect(summaries("reports: { path: /x } # perfmon: allow PM0405\n") == ["PM0903 3:40"])
    }

    @Test func errorsCannotBeAllowed() {
        #expect(summaries("x: 1 # perfmon: allow PM0102 no\n") == ["PM0102 3:1", "PM0903 3:23"])
        #expect(message("x: 1 # perfmon: allow PM0102 no\n") == "`PM0102` is an error, and errors cannot be allowed")
        #expect(message("# perfmon: allow PM9999\nurls: {}\n") == "there is no code `PM9999`")
    }

    private func message(_ yaml: String) -> String? { check(head + yaml).report.diagnostics.last?.message }

    @Test(arguments: [
        "# perfmon:allow PM0405", "#perfmon: allow PM0405", "#  perfmon:  allow  pm0405 why", "# perfmon: Allow PM0304,PM0405",
    ])
    func blanksAndCaseDoNotMatter(comment: String) {
        #expect(!summaries("reports: { path: /tmp/x } \(comment)\n").contains("PM0405 3:18"))
        #expect(!summaries("\(comment)\nreports: { path: /tmp/x }\n").contains("PM0405 4:18"))
    }

    /// What looks like a suppression is one, or is reported.
    @Test(arguments: ["# perfmon: ignore PM0405", "# perfmon: allow", "# perfmon: allow 405", "# perfmon: alow PM0405 x"])
    func otherWordsAreReported(comment: String) {
        #expect(summaries("reports: { path: /tmp/x } \(comment)\n") == ["PM0405 3:18", "PM0903 3:27"])
    }

    @Test(arguments: ["# perfmon: see the wiki", "# about perfmon: allow PM0405", "#", "# perfmon"])
    func otherCommentsMeanNothing(comment: String) {
        #expect(summaries("reports: { path: /x } \(comment)\n") == [])
    }

    @Test func aValueIsNoComment() {
        #expect(summaries("reports: { path: \"/tmp/x#perfmon:allow PM0405\" }\n") == ["PM0405 3:18"])
    }
}
