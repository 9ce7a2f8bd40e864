#if CLI
import Foundation
import Testing

@testable import PerfMonCLI

/// A secret inside of a URL never appears in what a command prints.
@Suite struct SecretsInURLsTests {
    private static let commands: [[String]] = [
        ["check", "FILE"], ["check", "FILE", "--format", "json"], ["check", "FILE", "--format", "sarif"],
        ["check", "FILE", "--format", "short"],
        ["check", "FILE", "--format", "github"], ["config", "show", "--origin", "--config", "FILE"], ["plan", "--config", "FILE"],
        ["env", "--config", "FILE"], ["explain-route", "--config", "FILE", "GET", "/x"], ["diff", "FILE", "OTHER"],
        ["diff", "OTHER", "FILE"],
        ["doctor", "--config", "FILE"], ["alerts", "--config", "FILE"], ["notify", "--test", "--config", "FILE"], ["check", "BROKEN"],
        ["config", "show", "--config", "BROKEN"], ["check", "--fix", "FILE"],
    ]

    @Test(arguments: commands)
    func secretsNeverAppear(arguments: [String]) throws {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
        let secret = String((0..<20).map { _ in alphabet.randomElement() ?? "x" })
        try inFolder { folder in
            let yaml = """
                version: 1
                service: { name: shop }
                reports: { path: \(folder)/reports }
                delivery: { timeout: 2s, retry: { attempts: 1 } }
                notifiers:
                  hook: { type: webhook, url: "http://127.0.0.1:1/hooks/\(secret)" }
                  signed: { type: webhook, url: "http://127.0.0.1:1/hooks?sig=\(secret)", proxy: "http://user:\(secret)@127.0.0.1:1" }
                  chat: { type: mattermost, server_url: "http://user:\(secret)@127.0.0.1:1", token: "${TOKEN}", channel_id: c }
                  far: { type: webhook, url: "http://user:\(secret)@example.invalid/", enabled: false }
                pipelines:
                  default:
                    - deliver: { to: [hook, signed, chat] }

                """
            try write(yaml, to: folder + "/p.yaml")
            try write(yaml.replacing("  far:", with: "  others:").replacing("hooks", with: "hook"), to: folder + "/other.yaml")
            try write(yaml.replacing("enabled: false }", with: "enabld: false"), to: folder + "/broken.yaml")
            let files = ["FILE": folder + "/p.yaml", "OTHER": folder + "/other.yaml", "BROKEN": folder + "/broken.yaml"]
            let session = Session()
            _ = session.run(arguments.map { files[$0] ?? $0 }, variables: ["TOKEN": "token-\(secret)"])
            let printed = session.output + session.error
            #expect(!printed.isEmpty)
            #expect(!printed.contains(secret), "\(printed)")
        }
    }
}
#endif
