import Testing

@testable import PerfMonConfiguration

@Suite struct RenderingTests {
    private let broken = """
        version: 1
        service:
          name: shop

        thresholds:
          defualt: 500ms
        urls:
          include: [/api/*]
          exclude: [/api/x]

        """

    @Test func forPeople() {
        #expect(
            HumanRenderer().render(check(broken).report, elapsed: .milliseconds(3)) == """
                error[PM0102]: unknown key `defualt` in `thresholds`
                 ┌─ perfmon.yaml:6:3
                5│ thresholds:
                6│   defualt: 500ms
                 │   ^^^^^^^ did you mean `default`?
                 = path: thresholds.defualt    allowed: by_method, by_status, default

                warning[PM0304]: `urls.exclude` is ignored because `urls.include` is set
                 ┌─ perfmon.yaml:9:12
                8│   include: [/api/*]
                 │            -------- because of this
                9│   exclude: [/api/x]
                 │            ^^^^^^^^
                 = path: urls.exclude
                 = help: write `precedence: exclude` to subtract it from `include`, or remove one of the lists

                1 error, 1 warning in perfmon.yaml (9 lines, 3 ms)

                """)
    }

    @Test func forEditors() {
        #expect(
            ShortRenderer().render(check(broken).report) == """
                perfmon.yaml:6:3: error[PM0102]: unknown key `defualt` in `thresholds` (did you mean `default`?)
                perfmon.yaml:9:12: warning[PM0304]: `urls.exclude` is ignored because `urls.include` is set (write \
                `precedence: exclude` to subtract it from `include`, or remove one of the lists)

                """)
    }

    @Test func ofVariables() {
        let report = ConfigurationLoader(environment: EnvironmentVariables(["PERF_THRESHOLD": "abc"])).loadWithoutFile().report
        #expect(
            HumanRenderer().render(report) == """
                error[PM0506]: the value of `PERF_THRESHOLD` is not a duration
                  ┌─ env PERF_THRESHOLD
                  │ PERF_THRESHOLD="abc"
                  │                 ^^^ expected seconds (0.5) or a duration (500ms)
                  = path: thresholds.default

                1 error in the environment

                """)
    }

    @Test func inColor() {
        let text = HumanRenderer(style: .colored).render(check(broken).report)
        #expect(text.hasPrefix("\u{1B}[1;31merror[PM0102]\u{1B}[0m\u{1B}[1m: unknown key"))
        let plain = text.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
        #expect(plain == HumanRenderer().render(check(broken).report))
    }

    @Test func caretsStandBelowWideCharactersAndTabs() {
        let report = check("version: 1\nservice: { name: 東京, environment: \"\t\", x: 1 }\n").report
        let lines = HumanRenderer().render(report).split(separator: "\n").map(String.init)
        #expect(lines[2] == "2│ service: { name: 東京, environment: \"    \", x: 1 }")
        #expect(lines[3] == " │                                             ^")
    }

    @Test func longLinesAreCutAroundTheMistake() throws {
        let padding = String(repeating: "a", count: 5000)
        let report = check("version: 1\nservice: { name: \"\(padding)\", x: 1, environment: \"\(padding)\" }\n").report
        let text = HumanRenderer().render(report)
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.allSatisfy { $0.count < 250 })
        let index = try #require(lines.firstIndex { $0.contains("unknown key `x`") })
        let column = try #require(Array(lines[index + 3]).firstIndex(of: "^"))
        #expect(Array(lines[index + 2])[column] == "x")
    }

    @Test func controlCharactersDoNotReachTheTerminal() {
        let report = check("\"\\e[31mred\": 1\nversion: 1\nservice: { name: a, \"\\u202E\": 1 }\n").report
        let text = HumanRenderer().render(report) + ShortRenderer().render(report)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || Printable.isPrintable($0) })
        #expect(report.diagnostics.count == 2)
    }

    @Test(arguments: [("a\nb\r\nc\rd", [1, 2, 3, 4]), ("\n\n\n", [1, 2, 3])])
    func countsLines(text: String, lines: [Int]) {
        let source = SourceFile(name: "x", bytes: Array(text.utf8))
        #expect(source.lineCount == lines.count)
        let starts = lines.indices.map { source.position(of: source.lineStarts[$0]).line }
        #expect(starts == lines)
    }
}
