#if CLI
import Foundation
import PerfMonCLI
import PerfMonStore
import Testing

@Suite("perfmon alerts and perfmon notify")
struct AlertsCommandTests {
    @Test("lists what was alerted, and forgets it when told to")
    func listAndReset() throws {
        try inFolder { folder in
            let store = SQLiteAlertStore(file: AlertFile(directory: folder) { _ in }, limit: 10)
            let fingerprint = Fingerprint([("method", "GET"), ("route", "/users/{id}")])
            for _ in 0..<3 {
                let sighting = AlertSighting(fingerprint: fingerprint, duration: .milliseconds(1042), window: .seconds(3600))
                if case .admitted(let claim, _) = try store.admit(sighting, at: Date()) { try store.confirm(claim, at: Date()) }
            }
            let session = Session()
            #expect(session.run("alerts", "--reports", folder) == .success)
            for text in [fingerprint.id, "method=GET route=/users/{id}", "seen 3 times", "1.042 s", "2 held back", "held back for 59 min"] {
                #expect(session.output.contains(text), "\(text) in \(session.output)")
            }
            #expect(session.run("alerts", "reset", "--reports", folder, fingerprint.id) == .success)
            #expect(session.run("alerts", "reset", "--reports", folder, fingerprint.id) == .trouble)
        }
    }

    @Test("hides nothing that could look like something else, and follows links to the directory")
    func hostileTextBehindALink() throws {
        try inFolder { folder in
            try FileManager.default.createDirectory(atPath: "\(folder)/real/reports", withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "\(folder)/real")
            let store = SQLiteAlertStore(file: AlertFile(directory: "\(folder)/real/reports") { _ in }, limit: 10)
            let sighting = AlertSighting(
                fingerprint: Fingerprint([("route", "/a\u{202E}b\u{2028}c\u{7}d")]), duration: .seconds(1), window: .seconds(3600))
            _ = try store.admit(sighting, at: Date())
            let session = Session()
            #expect(session.run("alerts", "--reports", "\(folder)/link/reports") == .success, "\(session.error)")
            #expect(session.output.contains("/a\\u{202E}b\\u{2028}c\\u{7}d"))
        }
    }

    @Test("finds the directory of a configuration, whatever else is wrong with it")
    func directoryOfAConfiguration() throws {
        try inFolder { folder in
            let file = "\(folder)/perfmon.yaml"
            let yaml = "version: 1\nservice: { name: shop }\nreports: { path: \(folder) }\n"
            try write(yaml + "notifiers: { on-call: { type: sms, number: \"1\" } }\n", to: file)
            let session = Session()
            #expect(session.run("alerts", "--config", file) == .success, "\(session.error)")
            #expect(session.error.contains("there are no alerts in \(folder)"))
            try write("version: 1\nservice: { name: shop }\nreports: { path: [\(folder)] }\n", to: file)
            #expect(session.run("alerts", "--config", file) == .invalid)
        }
    }

    @Test(
        "accepts types of notifiers that the application brings along",
        arguments: [
            ["check", "FILE"], ["plan", "--config", "FILE"], ["config", "show", "--config", "FILE"], ["diff", "FILE", "FILE"],
            ["env", "--config", "FILE"], ["explain-route", "--config", "FILE", "GET", "/"],
        ])
    func ownTypes(arguments: [String]) throws {
        try inFolder { folder in
            let (file, schema) = ("\(folder)/perfmon.yaml", "\(folder)/sms.json")
            try write(
                """
                version: 1
                service: { name: shop }
                notifiers: { on-call: { type: sms, number: "1" } }
                pipelines: { default: [{ deliver: { to: [on-call] } }] }

                """, to: file)
            try write(#"{"properties": {"number": {"type": "string"}}}"#, to: schema)
            let arguments = arguments.map { $0 == "FILE" ? file : $0 }
            #expect(Session().run(arguments) != .success)
            let session = Session()
            #expect(session.run(arguments + ["--notifier-schema", "sms=\(schema)"]) == .success, "\(session.error)")
            #expect(Session().run(arguments + ["--notifier-schema", "sms=\(folder)/none.json"]) == .trouble)
            #expect(Session().run(arguments + ["--notifier-schema", "sms"]) == .trouble)
        }
    }

    @Test("says that there is nothing, and leaves nothing behind")
    func nothing() throws {
        try inFolder { folder in
            let session = Session()
            #expect(session.run("alerts", "--reports", folder) == .success)
            #expect(session.error.contains("there are no alerts"))
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(left.isEmpty)
        }
    }

    @Test(
        "says what is missing for a test",
        arguments: [
            (["notify"], "--test"), (["notify", "--test"], "there is no pipeline `default`"),
            (["notify", "--test", "nobody"], "there is no notifier `nobody`"),
        ])
    func nothingToTest(arguments: [String], message: String) throws {
        try inFolder { folder in
            try write("version: 1\nservice: { name: shop }\n", to: "\(folder)/perfmon.yaml")
            let session = Session()
            #expect(session.run(arguments + ["--config", "\(folder)/perfmon.yaml"]) == .trouble)
            #expect(session.error.contains(message), "\(session.error)")
        }
    }

    @Test("says what is really done, fails when one notifier does, and leaves nothing behind")
    func failures() throws {
        try inFolder { folder in
            try write(
                """
                version: 1
                service: { name: shop }
                reports: { path: \(folder)/reports, formats: [markdown] }
                delivery: { timeout: 5s, retry: { attempts: 1 } }
                notifiers:
                  gone: { type: webhook, url: "http://127.0.0.1:1/" }
                  off: { type: webhook, url: "http://127.0.0.1:1/", enabled: false }
                pipelines:
                  default:
                    - filter: { min_duration: 2s }
                    - format: { attach: [markdown] }
                    - deliver: { to: [gone, off] }

                """, to: "\(folder)/perfmon.yaml")
            let session = Session()
            #expect(session.run("notify", "--test", "--config", "\(folder)/perfmon.yaml") == .trouble)
            for text in [
                "report      written as markdown, and removed after the test", "filter      does not apply",
                "deliver     to gone, off (all)",
                "gone: try 1 failed (unreachable)", "off: left out, because it is switched off", "not delivered",
            ] {
                #expect(session.output.contains(text), "\(text) in \(session.output)")
            }
            let one = Session()
            #expect(one.run("notify", "--test", "off", "--config", "\(folder)/perfmon.yaml") == .trouble)
            #expect(one.output.contains("deliver     to off, and to no other"))
            #expect(one.output.contains("off: try 1 failed"))
            #expect(!one.output.contains("gone"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["perfmon.yaml"])
        }
    }
}
#endif
