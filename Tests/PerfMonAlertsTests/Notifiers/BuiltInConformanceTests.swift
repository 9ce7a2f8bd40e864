internal import Foundation
internal import PerfMonAlerts
internal import PerfMonConfiguration
internal import PerfMonTesting
internal import Testing

/// The built-in notifiers keep the promises that those of applications have to keep.
@Suite(.serialized) struct BuiltInConformanceTests {
    private static let secret = "s3cret-9f8e7d6c5b4a"

    /// A notifier with the server that it sends to, which lives as long.
    private struct Pair: Notifier {
        var notifier: any Notifier
        var server: any Sendable

        init(_ notifier: any Notifier, _ server: any Sendable) {
            (self.notifier, self.server) = (notifier, server)
        }

        init(configuration: NotifierSettings) throws {
            throw NotifierError(.invalidConfiguration, "only for tests")
        }

        func send(_ notification: AlertNotification) async throws { try await notifier.send(notification) }
    }

    private struct WebSubject: NotifierSubject {
        var type: String
        /// Keys with the server's URL in place of `URL`.
        var keys: [String: String]
        let secrets = [secret]

        func notifier(for behavior: ReceiverBehavior) throws -> (any Notifier)? {
            let answer =
                switch behavior {
                case .accepts: "default"
                case .rejects: "echo 400"
                case .failsForNow: "503"
                case .limitsRate: "429 Retry-After: 7"
                case .isSilent, .isAbsent: "silence"
                }
            let server = try WebServer([String](repeating: answer, count: behavior == .accepts ? 0 : 20))
            let url = behavior == .isAbsent ? "http://127.0.0.1:1" : server.url
            return Pair(try PerfMonAlertsTests.notifier(type, keys.mapValues { $0.replacing("URL", with: url) }), server)
        }
    }

    private struct MailSubject: NotifierSubject {
        let secrets = [secret]

        func notifier(for behavior: ReceiverBehavior) throws -> (any Notifier)? {
            let reply: String
            switch behavior {
            case .accepts, .isAbsent: reply = "take"
            case .rejects: reply = "rcpt 550 5.1.1 \(secret)"
            case .failsForNow: reply = "data 451 4.3.0 later"
            case .isSilent: reply = "silence"
            // SMTP has no reply for it.
            case .limitsRate: return nil
            }
            let server = try MailServer(.startTLS, behaviour: reply, login: ("perfmon", secret))
            var keys = server.keys.merging(["username": "perfmon", "password": secret]) { $1 }
            if behavior == .isAbsent { keys["smtp_port"] = 1 }
            return Pair(try PerfMonAlertsTests.notifier("email", keys), server)
        }
    }

    @Test(arguments: [
        ("mattermost", ["server_url": "URL", "token": secret, "channel_id": "c"]), ("mattermost", ["webhook_url": "URL/hooks/\(secret)"]),
        ("slack", ["server_url": "URL", "bot_token": secret, "channel": "C1"]), ("slack", ["webhook_url": "URL/services/\(secret)"]),
        ("discord", ["webhook_url": "URL/api/webhooks/1/\(secret)"]), ("teams", ["webhook_url": "URL/workflows?sig=\(secret)"]),
        ("pagerduty", ["server_url": "URL", "routing_key": secret]), ("webhook", ["url": "URL", "secret": secret]),
    ])
    func web(_ type: String, _ keys: [String: String]) async throws {
        #expect(try await NotifierConformance.violations(of: WebSubject(type: type, keys: keys)) == [])
    }

    @Test(.enabled(if: MailServer.modules != nil, "needs python3 with pip, a package index to install aiosmtpd from, and openssl"))
    func email() async throws {
        #expect(try await NotifierConformance.violations(of: MailSubject()) == [])
    }
}
