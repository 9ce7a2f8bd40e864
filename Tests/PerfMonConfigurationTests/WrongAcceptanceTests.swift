import Foundation
import Testing

@testable import PerfMonConfiguration

/// What must not count as right, wherever it stands.
@Suite struct WrongAcceptanceTests {
    private let chat =
        "notifiers: { chat: { type: teams, webhook_url: \"${HOOK}\" } }\npipelines: { default: [{ deliver: { to: [chat] } }] }\n"

    @Test(arguments: ["foo", "ftp://x", "https://", "https://a b", "//x", "https:/x", "https://:80/x"])
    func secretURLsAreChecked(url: String) {
        let report = check(head + chat, ["HOOK": url]).report
        #expect(report.diagnostics.map(\.code) == [.malformedText])
        #expect(url == "https://" || !HumanRenderer().render(report).contains(url))
        let overridden = check(head + chat, ["HOOK": "https://x/y", "PERF__NOTIFIERS__CHAT__WEBHOOK_URL": url]).report
        #expect(overridden.diagnostics.filter { $0.severity == .error }.map(\.code) == [.badVariable])
        #expect(url == "https://" || !ShortRenderer().render(overridden).contains(url))
        #expect(check(head + chat, ["HOOK": "HTTPS://x.example/y?z=1"]).plan != nil)
    }

    /// A reference that stands behind an escape, in a file without any other dollar.
    @Test func escapesCanMakeReferences() throws {
        let plan = try #require(check("version: 1\nservice: { name: \"a\\u0024{NOPE:-x}b\" }\n").plan)
        #expect(plan.service.name == "axb")
    }

    @Test(arguments: [
        ("PERF__REPORTS__FORMATS", "json", [DiagnosticCode.notEffectiveYet]), ("PERF__PROFILING__MAX_STACK_DEPTH", "0x10", [.badVariable]),
        ("PERF__PROFILING__MAX_STACK_DEPTH", "1_0", [.badVariable]), ("PERF__PROFILING__MAX_STACK_DEPTH", "0.5", [.badVariable]),
        ("PERF__PROFILING__RATIO", ".5", []), ("PERF__PROFILING__RATIO", "nan", [.badVariable]), ("PERF__PROFILING__RATIO", "5e-1", []),
        ("PERF__PROFILING__MAX_STACK_DEPTH", " 16 ", []),
    ])
    func variablesFollowTheSchema(name: String, value: String, codes: [DiagnosticCode]) {
        let report = check(head, [name: value]).report
        #expect(report.diagnostics.map(\.code) == codes)
        #expect(report.diagnostics.allSatisfy { summary($0).hasSuffix("env \(name)") })
    }

    @Test func secretFilesOfVariablesAreLookedAt() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("perfmon-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let name = "PERF__NOTIFIERS__CHAT__WEBHOOK_URL_FILE"
        func codes(_ mode: Int) throws -> [DiagnosticCode] {
            try "https://x.example/y\n".write(toFile: path, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            return check(head + chat, ["HOOK": "https://x/y", name: path]).report.diagnostics.filter { $0.severity != .info }.map(\.code)
        }
        #expect(try codes(0o644) == [.readableSecretFile])
        #expect(try codes(0o600) == [])
        let missing = check(head + chat, ["HOOK": "https://x/y", name: "/nowhere/token"]).report
        #expect(missing.diagnostics.contains { $0.message.contains("names `/nowhere/token`, which cannot be read: there is no such file") })
        // The secret itself, where its path should be.
        let mistaken = check(head + chat, ["HOOK": "https://x/y", name: "S3CRETWORD"]).report
        #expect(!HumanRenderer().render(mistaken).contains("S3CRETWORD"))
    }

    @Test(arguments: [
        ("100_000", true), ("+0x1F", true), ("-0x1f", true), ("0b1", true), ("190:20:30", true), ("1:5", true), ("0x1_0", true),
        ("1.5.0", false), ("12h", false), ("1:60", false), ("01:30", false), ("a_1", false), ("2024-01-02", false), ("0b2", false),
        ("1::2", false), ("1_a", false),
    ])
    func textThatIsANumberToOlderReaders(text: String, isNumber: Bool) {
        let codes = check("version: 1\nservice: { name: a, environment: \(text) }\n").report.diagnostics.map(\.code)
        #expect(codes == (isNumber ? [.ambiguousScalar] : []))
        #expect(check("version: 1\nservice: { name: a, environment: \"\(text)\" }\n").report.diagnostics.isEmpty)
    }

    @Test(arguments: [
        ("010", "octal"), ("0o20", "text"), ("1e2", "text"), ("1.0e1", "text"), ("16", nil), ("1.0e+1", nil), ("0xE", nil), ("+16", nil),
    ])
    func numbersThatOlderReadersReadDifferently(text: String, noun: String?) {
        let labels = check(head + "profiling: { max_stack_depth: \(text) }\n").report.diagnostics.map(\.label)
        #expect(labels == (noun.map { ["YAML 1.1 tools read \($0)"] } ?? []))
    }

    @Test func bareVariablesAreTextAndPointedOut() {
        func messages(_ value: String, _ variables: [String: String] = [:]) -> [String] {
            check("version: 1\nservice: { name: a, environment: '\(value)' }\n", variables).report.diagnostics.map(\.message)
        }
        #expect(messages("$STAGE") == ["`$STAGE` is text here, not a variable"])
        #expect(messages("a-$STAGE", ["STAGE": "x"]) == ["`$STAGE` is text here, not a variable"])
        for text in ["a-$STAGE", "$$STAGE", "5$", "$5", "$a", "^/x$", "$Stage"] { #expect(messages(text, ["Stage": "x"]) == []) }
        let secret = check(head + "notifiers: { chat: { type: mattermost, token: $S3CRET, server_url: https://x, channel_id: c } }\n")
            .report
        #expect(secret.diagnostics.contains { $0.code == .bareVariable })
        #expect(!HumanRenderer().render(secret).contains("S3CRET"))
    }

    @Test func hostsOfLookUpsNeedNoCopy() {
        let host = "a-host-name-of-more-than-15-bytes.example.com"
        for text in [host, host + ":8080", "[2001:db8::1234:5678]:80"] {
            let name = HostName.withoutPort(text)
            #expect(text.hasPrefix(name))
            #expect(!name.hasSuffix("80") || !text.hasSuffix(":8080"))
        }
    }
}
