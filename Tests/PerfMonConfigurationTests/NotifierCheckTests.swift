import Testing

@testable import PerfMonConfiguration

/// Notifiers with which the application could not start, or could send nothing, are found by `check`.
@Suite struct NotifierCheckTests {
    private func findings(_ notifier: String, _ more: String = "") -> [Diagnostic] {
        let yaml = head + "notifiers: { x: { \(notifier) } }\n" + more + "pipelines: { default: [{ deliver: { to: [x] } }] }\n"
        return check(yaml, ["PASSWORD": "hidden", "PATH_OF_HOOK": "hidden"]).report.diagnostics
    }

    private static let mail = "type: email, smtp_host: smtp.example.com, sender: a@example.com, recipients: [b@example.com]"

    private func mail(_ change: String) -> String {
        let key = change.prefix { $0 != ":" }
        return Self.mail.split(separator: ", ").filter { !$0.hasPrefix(key) }.joined(separator: ", ") + ", \(change)"
    }

    @Test(arguments: [
        ("username: me", "PM0103"), ("password: \"${PASSWORD}\"", "PM0103"), ("sender: \"Dev <dev@example.com>\"", "PM0113"),
        ("sender: \"a\\nb@example.com\"", "PM0113"), ("recipients: [b@example.com, not an address]", "PM0113"),
        ("smtp_host: \"smtp.example.com:25\"", "PM0113"), ("smtp_host: https://smtp.example.com", "PM0113"),
        ("smtp_host: \"[::1]\"", "PM0113"), ("timeout: 0s", "PM0105"), ("ca_file: /nonexistent/ca.pem", "PM0406"),
    ])
    func mail(change: String, code: String) {
        let found = findings(mail(change))
        #expect(found.map(\.code.description) == [code], "\(found)")
        // The place, the cause and what to do.
        for finding in found {
            if case .file = finding.place {} else { Issue.record("without a place: \(finding)") }
            #expect(finding.label != nil || finding.help != nil)
        }
    }

    @Test func goodOnes() {
        #expect(findings(Self.mail).isEmpty)
        #expect(findings(mail("smtp_host: \"::1\"")).isEmpty)
        #expect(findings(mail("username: me, password: \"${PASSWORD}\"")).isEmpty)
    }

    @Test func aPasswordWithoutEncryption() {
        let keys = "username: me, password: \"${PASSWORD}\", security: none"
        #expect(findings(mail(keys)).map(\.code) == [.unencryptedSecret])
        for host in ["localhost", "127.0.0.1", "\"::1\""] { #expect(findings(mail("smtp_host: \(host), \(keys)")).isEmpty, "\(host)") }
        #expect(findings(mail("security: none")).isEmpty)
    }

    @Test func theTimeoutOfAll() {
        #expect(findings(Self.mail, "delivery: { timeout: 0s }\n").map(summary) == ["PM0105 4:22"])
    }

    @Test(arguments: [
        ("whsec_!!!notbase64", false), ("whsec_", false), ("whsec_YWJj", false), ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true),
        ("whsec_\(String(repeating: "abcd", count: 21))YQ==", true), ("whsec_\(String(repeating: "abcd", count: 22))", false),
        ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true),
        ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw other", false), ("any other text", true),
    ])
    func signingKeys(secret: String, isGood: Bool) {
        let yaml =
            head + "notifiers: { x: { type: webhook, url: \"https://example.com\", secret: \"${KEY}\" } }\n"
            + "pipelines: { default: [{ deliver: { to: [x] } }] }\n"
        let found = check(yaml, ["KEY": secret]).report.diagnostics
        #expect(found.map(\.code) == (isGood ? [] : [.malformedText]))
        #expect(found.allSatisfy { !$0.message.contains(secret.dropFirst(6).prefix(12)) || secret.count < 10 })
    }

    @Test(arguments: ["webhook-id", "Webhook-Signature", "CONTENT-TYPE", "Content-Length", "host"])
    func headersOfOurOwn(name: String) {
        let found = findings("type: webhook, url: \"https://example.com\", headers: [{ name: \(name), value: \"${PASSWORD}\" }]")
        #expect(found.map(\.code) == [.notAllowed])
        #expect(found.first?.path == SettingPath("notifiers").appending("x").appending("headers").appending(0).appending("name"))
    }

    @Test func formatsThatAreNotWritten() {
        let yaml = { (formats: String, attach: String) in
            head + "reports: { formats: [\(formats)] }\nnotifiers: { x: { type: teams, webhook_url: \"${PASSWORD}\" } }\n"
                + "pipelines: { default: [{ format: { \(attach) } }, { deliver: { to: [x] } }] }\n"
        }
        let found = { (yaml: String) in check(yaml, ["PASSWORD": "https://example.com"]).report.diagnostics.map(\.code) }
        #expect(found(yaml("html", "attach: [html, markdown]")) == [.attachedFormatNotWritten])
        #expect(found(yaml("html", "attach: [html]")) == [])
        #expect(found(yaml("html, pprof", "attach: [pprof]")) == [.notEffectiveYet, .attachedFormatNotWritten])
        // What is attached by default is what is written.
        #expect(found(yaml("html", "compress: none")) == [])
        let plan = check(yaml("html", "compress: none"), ["PASSWORD": "https://example.com"]).plan
        #expect(plan?.pipelines.first?.stages.first == .format(FormatStage(attaching: ["html"], compression: .none)))
    }

    @Test(arguments: [
        ("http://user:pw@127.0.0.1/x", [String]()), ("http://127.0.0.1@example.com/x", ["PM0402"]), ("http://[::1]:80/x", []),
        ("http://example.com/plain", []), ("http://example.com/x?sig=1", ["PM0402"]), ("https://example.com/x?sig=1", []),
        ("HTTP://user:pw@example.com", ["PM0113", "PM0402"]),
    ])
    func secretsInURLs(url: String, codes: [String]) {
        let yaml = head + "notifiers: { x: { type: webhook, url: \"${HOOK}\" } }\npipelines: { default: [{ deliver: { to: [x] } }] }\n"
        let found = check(yaml, ["HOOK": url]).report.diagnostics.map(\.code.description)
        #expect(found == codes || codes.count == 2 && found == ["PM0113"], "\(found)")
    }

    @Test func literalURLsAreSecretsOnlyWithAPassword() {
        #expect(findings("type: webhook, url: \"https://example.com/plain\", proxy: \"http://proxy:3128\"").isEmpty)
        #expect(findings("type: webhook, url: \"https://example.com/x?sig=abc\"").map(\.code) == [.literalSecret])
        #expect(findings("type: webhook, url: \"https://example.com/\", proxy: \"http://me:pw@proxy\"").map(\.code) == [.literalSecret])
    }

    @Test(arguments: [
        ("http://user:pw@host/x", "http://<redacted>@host/x"),
        ("see https://a:b@c and ftp://d@e", "see https://<redacted>@c and ftp://<redacted>@e"),
        ("https://host/a@b", "https://host/a@b"), ("dev@example.com", "dev@example.com"), ("x://@", "x://<redacted>@"), ("://", "://"),
    ])
    func passwordsOfURLsAreNotPrinted(text: String, shown: String) {
        #expect(Printable.text(text) == shown)
    }
}

extension FormatStage {
    fileprivate init(attaching attachments: [String], compression: Compression) {
        self.init()
        (self.attachments, self.compression) = (attachments, compression)
    }
}
