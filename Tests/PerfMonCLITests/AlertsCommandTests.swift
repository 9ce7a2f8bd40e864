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
}
#endif
