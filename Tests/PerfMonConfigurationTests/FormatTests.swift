import Foundation
import Testing

@testable import PerfMonConfiguration

@Suite struct FormatTests {
    private let report = check(
        head + "thresholds:\n  defualt: 500ms\nreports: { path: /tmp/é, x: 1 }\nurls: { include: [/a], exclude: [/b] }\n"
    ).report

    private func render(_ format: DiagnosticFormat, _ report: DiagnosticReport) -> String {
        format.render([(report, .zero)], style: .plain)
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func json() throws {
        let root = try object(render(.json, report))
        #expect(root["valid"] as? Bool == false)
        #expect(root["error_count"] as? Int == 2)
        #expect(root["warning_count"] as? Int == 2)
        let first = try #require((root["diagnostics"] as? [[String: Any]])?.first)
        #expect(first["code"] as? String == "PM0102")
        #expect(first["pointer"] as? String == "/thresholds/defualt")
        let range = try #require(first["range"] as? [String: Any])
        #expect((range["start"] as? [String: Int]) == ["line": 4, "column": 3, "byte": 49])
        let suggestion = try #require((first["suggestions"] as? [[String: Any]])?.first)
        #expect(suggestion["text"] as? String == "default")
        #expect(suggestion["applicability"] as? String == "safe")
        let snippet = try #require(first["snippet"] as? [String: Any])
        #expect(snippet["highlight_start"] as? Int == 2)
        #expect(snippet["highlight_end"] as? Int == 9)
    }

    @Test func jsonOfVariables() throws {
        let root = try object(render(.json, check(head, ["PERF_THRESHOLD": "abc"]).report))
        let finding = try #require((root["diagnostics"] as? [[String: Any]])?.first)
        #expect(finding["docs_url"] as? String == "https://github.com/perfmon/perfmon/blob/main/docs/codes.md#pm0506")
        #expect(finding["variable"] as? String == "PERF_THRESHOLD")
        let snippet = try #require(finding["snippet"] as? [String: Any])
        let text = try #require(snippet["text"] as? String)
        let start = try #require(snippet["highlight_start"] as? Int), end = try #require(snippet["highlight_end"] as? Int)
        #expect(text == "PERF_THRESHOLD=\"abc\"")
        #expect(Array(text)[start..<end] == ["a", "b", "c"])
    }

    /// A terminal needs two columns for a wide character; a program counts code points.
    @Test func highlightsCountCodePoints() throws {
        let root = try object(render(.json, check("version: 1\nservice: { name: \"日本𝄞e\u{301}\", foo: 1 }\n").report))
        let finding = try #require((root["diagnostics"] as? [[String: Any]])?.first)
        let snippet = try #require(finding["snippet"] as? [String: Any])
        let text = try #require(snippet["text"] as? String)
        let start = try #require(snippet["highlight_start"] as? Int), end = try #require(snippet["highlight_end"] as? Int)
        #expect(String(String.UnicodeScalarView(Array(text.unicodeScalars)[start..<end])) == "foo")
    }

    /// What is left out is counted by a finding of its own, in every format.
    @Test(arguments: DiagnosticFormat.allCases)
    func whatIsLeftOutIsCounted(format: DiagnosticFormat) {
        let keys = (0..<1040).map { "x\($0): 1\n" }.joined()
        let text = render(format, check(head + keys).report)
        let isForPeople = [.human, .short, .github, .annotate].contains(format)
        #expect(text.contains("\(isForPeople ? 990 : 40) more findings are not shown"))
        #expect(text.contains("PM0902"))
    }

    @Test func jsonLines() throws {
        let lines = render(.jsonl, report).split(separator: "\n")
        #expect(lines.count == 4)
        for line in lines { #expect(try object(String(line))["severity"] != nil) }
    }

    @Test func sarif() throws {
        let run = try #require((try object(render(.sarif, report))["runs"] as? [[String: Any]])?.first)
        #expect(run["columnKind"] as? String == "utf16CodeUnits")
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.count == 4)
        #expect(results[0]["ruleId"] as? String == "PM0102")
        #expect(results[0]["fixes"] != nil)
        let rules = try #require(((run["tool"] as? [String: Any])?["driver"] as? [String: Any])?["rules"] as? [[String: Any]])
        #expect(rules.map { $0["id"] as? String } == ["PM0102", "PM0304", "PM0405"])
        #expect(rules.allSatisfy { ($0["helpUri"] as? String)?.hasPrefix("https://") == true })
    }

    @Test func annotations() {
        let yaml = head + "thresholds:\n  defualt: 500ms\nurls: { include: [/a], exclude: [/b] }\n"
        let report = check(yaml, ["PERF_ALERT_WINDOW": "soon"]).report
        #expect(
            render(.annotate, report) == """
                1│ version: 1
                2│ service: { name: shop }
                3│ thresholds:
                4│   defualt: 500ms
                 │   ^^^^^^^ error[PM0102]: unknown key `defualt` in `thresholds` (did you mean `default`?)
                5│ urls: { include: [/a], exclude: [/b] }
                 │                                 ^^^^ warning[PM0304]: `urls.exclude` is ignored because `urls.include` is set (write \
                `precedence: exclude` to subtract it from `include`, or remove one of the lists)
                env PERF_ALERT_WINDOW: error[PM0506]: the value of `PERF_ALERT_WINDOW` is not a duration (expected days (10) or a \
                duration (500ms))

                """)
        #expect(render(.annotate, check(head).report) == "1│ version: 1\n2│ service: { name: shop }\nperfmon.yaml is valid\n")
    }

    @Test func github() {
        let lines = render(.github, report).split(separator: "\n")
        #expect(lines[0].hasPrefix("::error file=perfmon.yaml,line=4,col=3,endColumn=10,title=PM0102::unknown key `defualt`"))
        #expect(lines.contains { $0.hasPrefix("::warning ") })
        let hostile = check("\"a%0A::error::x\\n::set\": 1\n" + head).report
        #expect(!render(.github, hostile).contains("\n::set"))
    }

    @Test func safeFixes() {
        let yaml = """
            version: 1
            service: { name: shop }   # kept
            thresholds:
              defualt: 10 sec
            urls:
              include: [/users/{id}]
            profiling:
              enabled: no

            """
        let source = SourceFile(name: "x.yaml", bytes: Array(yaml.utf8))
        let fix = SafeFix(source, report: check(yaml).report, environment: .empty)
        #expect(fix.remaining.diagnostics.map(\.description) == [])
        #expect(fix.text.contains("  default: 10s\n"))
        #expect(fix.text.contains("include: [\"/users/{id}\"]"))
        #expect(fix.text.contains("enabled: false"))
        #expect(fix.text.contains("# kept"))
        #expect(fix.count == 4)
        #expect(fix.difference.contains("-  defualt: 10 sec\n+  default: 10s"))
    }

    @Test func tabsBecomeSpaces() {
        let yaml = head + "thresholds:\n\tdefault: 1s\n"
        let fix = SafeFix(SourceFile(name: "x", bytes: Array(yaml.utf8)), report: check(yaml).report, environment: .empty)
        #expect(fix.text == head + "thresholds:\n  default: 1s\n")
    }
}
