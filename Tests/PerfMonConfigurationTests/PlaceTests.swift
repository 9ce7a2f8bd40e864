import Foundation
import Testing

@testable import PerfMonConfiguration

/// Findings that no fixture can bring about, because they need variables, other files, or more text than anybody wants to read.
@Suite struct PlaceTests {
    struct Row: Sendable, CustomStringConvertible {
        var name: String
        var yaml: String
        var variables: [String: String] = [:]
        /// What it gives; empty for a near miss.
        var expected: [String] = []

        var description: String { name }
    }

    private static let mail =
        "notifiers: { mail: { type: email, smtp_host: h, sender: a@b, recipients: [c@d], username: u, password: \"${MAIL:-x}\" } }\n"
        + "pipelines: { default: [{ deliver: { to: [mail] } }] }\n"

    static let rows: [Row] = [
        Row(name: "aliases that multiply", yaml: head + bomb(levels: 6), expected: ["PM0015 7:6"]),
        Row(name: "aliases that do not", yaml: head + bomb(levels: 3)),
        Row(name: "64 levels and more", yaml: head + "x-a: \(String(repeating: "[", count: 70))", expected: ["PM0016 3:69"]),
        Row(name: "some levels", yaml: head + "x-a: \(String(repeating: "[", count: 40))\(String(repeating: "]", count: 40))\n"),
        Row(name: "a long text", yaml: head + "x-a: \(String(repeating: "a", count: 70_000))\n", expected: ["PM0017 3:6"]),
        Row(name: "not such a long text", yaml: head + "x-a: \(String(repeating: "a", count: 60_000))\n"),
        Row(name: "a directive", yaml: "%YAML 1.3\n---\n" + head, expected: ["PM0022 1:1"]),
        Row(name: "a known directive", yaml: "%YAML 1.2\n---\n" + head),
        Row(name: "a filter for no route", yaml: filter(routes: "shop"), expected: ["PM0210 4:45"]),
        Row(name: "a filter for a route", yaml: filter(routes: "cart")),
        Row(name: "an unknown variable", yaml: head, variables: ["PERF_TRESHOLD": "1"], expected: ["PM0505 env PERF_TRESHOLD"]),
        Row(name: "a variable of Linux perf", yaml: head, variables: ["PERF_PAGER": "less"]),
        Row(name: "a bad value", yaml: head, variables: ["PERF_THRESHOLD": "abc"], expected: ["PM0506 env PERF_THRESHOLD"]),
        Row(
            name: "a value and its file", yaml: head + mail,
            variables: ["PERF__NOTIFIERS__MAIL__PASSWORD": "x", "PERF__NOTIFIERS__MAIL__PASSWORD_FILE": "/x"],
            expected: ["PM0508 3:104", "PM0507 env PERF__NOTIFIERS__MAIL__PASSWORD_FILE"]),
        Row(
            name: "a value over that of the file", yaml: head + "thresholds: { default: 2s }\n", variables: ["PERF_THRESHOLD": "1"],
            expected: ["PM0508 3:24"]),
        Row(name: "a value over the default", yaml: head, variables: ["PERF_THRESHOLD": "1"]),
        Row(
            name: "a file that is not there", yaml: head + "reports: { path: \"${file:/no/such/file}\" }\n", expected: ["PM0509 3:18"]),
        Row(
            name: "two names for one key", yaml: head, variables: ["PERF_THRESHOLD": "1", "PERF__THRESHOLDS__DEFAULT": "2s"],
            expected: ["PM0510 env PERF__THRESHOLDS__DEFAULT"]),
        Row(
            name: "no such key", yaml: head, variables: ["PERF__THRESHOLDS__DEFUALT": "2s"],
            expected: ["PM0511 env PERF__THRESHOLDS__DEFUALT"]),
    ]

    private static func filter(routes: String) -> String {
        """
        \(head)notifiers: { chat: { type: teams, webhook_url: "${HOOK:-https://chat.example/x}" } }
        pipelines: { default: [{ filter: { routes: [\(routes)] } }, { deliver: { to: [chat] } }] }
        routes: [{ name: cart, match: /a }]

        """
    }

    private static func bomb(levels: Int) -> String {
        let first = "x-0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
        return first
            + (1..<levels).map { level in
                "x-\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
            }.joined()
    }

    @Test(arguments: rows)
    func findsExactlyThis(row: Row) {
        #expect(check(row.yaml, row.variables).report.diagnostics.map(summary) == row.expected)
    }

    @Test(arguments: [(0o644, ["PM0404 4:37"]), (0o600, [])])
    func looksAtWhoCanReadASecret(mode: Int, expected: [String]) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("perfmon-secret-\(UUID().uuidString)").path
        try #require(
            FileManager.default.createFile(
                atPath: path, contents: Data("https://chat.example/s3cr3t".utf8), attributes: [.posixPermissions: mode]))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let yaml =
            head
            + "notifiers:\n  mail: { type: teams, webhook_url: \"${file:\(path)}\" }\npipelines: { default: [{ deliver: { to: [mail] } }] }\n"
        #expect(check(yaml).report.diagnostics.map(summary) == expected)
    }

    @Test func switchedOffMonitoringForgivesErrors() throws {
        let environment = EnvironmentVariables(["PERF_ENABLED": "false"])
        let plan = try MonitoringPlan.load(yaml: head + "thresholds: { defualt: 1s }\n", environment: environment)
        #expect(plan.warnings.map(summary) == ["PM0512 env PERF_ENABLED"])
        #expect(try MonitoringPlan.load(yaml: head, environment: environment).warnings.isEmpty)
    }

    @Test func aFileThatIsNotThereHasNoPlace() {
        let outcome = ConfigurationLoader(environment: .empty).load(path: "/no/such/file.yaml")
        #expect(outcome.report.diagnostics.map(summary) == ["PM0901"])
    }
}
