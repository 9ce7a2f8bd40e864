internal import Foundation
@testable internal import PerfMonAlerts
internal import PerfMonConfiguration
internal import Testing

/// A secret of the configuration never appears in what people see: errors, descriptions, dumps.
@Suite(.serialized) struct SecretTests {
    private static func secret() -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~")
        return String((0..<Int.random(in: 8...60)).map { _ in alphabet.randomElement() ?? "x" })
    }

    private static let types = [
        "mattermost-bot", "mattermost-webhook", "slack-bot", "slack-webhook", "discord", "teams", "pagerduty", "webhook", "webhook-key",
    ]

    private func keys(_ type: String, _ secret: String, _ url: String) -> (String, [String: Any]) {
        switch type {
        case "mattermost-bot": ("mattermost", ["server_url": url, "token": secret, "channel_id": "c"])
        case "mattermost-webhook": ("mattermost", ["webhook_url": "\(url)/hooks/\(secret)"])
        case "slack-bot": ("slack", ["bot_token": secret, "channel": "C1", "server_url": url])
        case "slack-webhook": ("slack", ["webhook_url": "\(url)/services/T0/\(secret)"])
        case "discord": ("discord", ["webhook_url": "\(url)/api/webhooks/1/\(secret)?x=\(secret)"])
        case "teams": ("teams", ["webhook_url": "\(url)/workflows?sig=\(secret)"])
        case "pagerduty": ("pagerduty", ["routing_key": secret, "server_url": url])
        case "webhook": ("webhook", ["url": "\(url)/\(secret)", "headers": [["name": "X-Token", "value": secret]]])
        default: ("webhook", ["url": url, "secret": secret])
        }
    }

    private func expectHidden(_ secret: String, in error: NotifierError?, of notifier: any Notifier, _ context: String) throws {
        let error = try #require(error, "\(context)")
        var dumped = ""
        dump(notifier, to: &dumped)
        dump(error, to: &dumped)
        let shown = [
            error.message, "\(error)", String(reflecting: error), error.localizedDescription, "\(notifier)", String(reflecting: notifier),
            dumped,
        ]
        for text in shown { #expect(!text.contains(secret), "\(context): \(text.prefix(300))") }
    }

    @Test(arguments: types, ["echo 400", "echo 429", "echo 500", "half", "nothing", "301 Location: http://127.0.0.1:1/x"])
    func answersThatRepeatTheRequest(_ type: String, _ answer: String) async throws {
        let server = try WebServer([String](repeating: answer, count: 3))
        let secret = Self.secret(), (name, keys) = keys(type, secret, server.url)
        let notifier = try notifier(name, keys)
        let error = await notifierError { try await notifier.send(.example()) }
        try expectHidden(secret, in: error, of: notifier, "\(type), \(answer)")
    }

    /// Port 1 refuses, the name does not exist, `\\` and a space make no URL.
    @Test(arguments: types, ["http://127.0.0.1:1", "http://perfmon.invalid", "https://127.0.0.1:1"])
    func serversThatDoNotAnswer(_ type: String, _ url: String) async throws {
        let secret = Self.secret(), (name, keys) = keys(type, secret, url)
        let notifier = try notifier(name, keys.merging(["timeout": "5s"]) { $1 })
        let error = await notifierError { try await notifier.send(.example()) }
        try expectHidden(secret, in: error, of: notifier, "\(type), \(url)")
    }

    @Test(arguments: ["mattermost", "slack", "discord", "teams"])
    func aTokenWhereAURLBelongs(_ type: String) throws {
        let secret = Self.secret()
        let error = #expect(throws: ConfigurationError.self) { try notifier(type, ["webhook_url": secret]) }
        #expect(error.map { "\($0) \(String(reflecting: $0))" }?.contains(secret) == false)
    }

    @Test func aProxyWithAPassword() async throws {
        let secret = Self.secret()
        let notifier = try notifier("webhook", ["url": "http://hooks.example.com", "proxy": "http://user:\(secret)@127.0.0.1:1"])
        let error = await notifierError { try await notifier.send(.example()) }
        try expectHidden(secret, in: error, of: notifier, "proxy")
    }

    @Test(
        .enabled(if: MailServer.modules != nil, "needs python3 with pip, a package index to install aiosmtpd from, and openssl"),
        arguments: ["rcpt 550 5.1.1 SECRET", "data 451 BASE64", "drop", "rcpt 450 PLAIN"]
    )
    func mailServersThatRepeatThePassword(_ behaviour: String) async throws {
        let secret = Self.secret()
        let reply = behaviour.replacing("SECRET", with: secret).replacing("BASE64", with: Data(secret.utf8).base64EncodedString())
            .replacing("PLAIN", with: Data("\0perfmon\0\(secret)".utf8).base64EncodedString())
        let server = try MailServer(.startTLS, behaviour: reply, login: ("perfmon", secret))
        let notifier = try notifier("email", server.keys.merging(["username": "perfmon", "password": secret]) { $1 })
        let error = await notifierError { try await notifier.send(.example()) }
        try expectHidden(secret, in: error, of: notifier, behaviour)
        #expect(error?.message.contains(Data(secret.utf8).base64EncodedString()) == false)
    }
}
