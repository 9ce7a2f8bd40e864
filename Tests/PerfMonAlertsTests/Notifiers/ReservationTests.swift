internal import Foundation
@testable internal import PerfMonAlerts
internal import Testing

/// What is missing of a message that has arrived, and what is no confirmation although it looks like one.
@Suite(.serialized) struct ReservationTests {
    private func receipt(_ type: String, _ keys: [String: Any], attachments: [PerfMonAlerts.Attachment] = [.archive]) async throws
        -> [String]
    {
        try await notifier(type, keys).deliver(.example(attachments: attachments)).reservations
    }

    @Test(arguments: ["at /api/v4/files silence", "at /api/v4/files 500", "at /api/v4/files slow"])
    func mattermostPostsThoughTheUploadHangsOrFails(_ answer: String) async throws {
        let server = try WebServer([answer])
        let keys = ["server_url": server.url, "token": "token-9f8e7d", "channel_id": "c", "timeout": "2s"]
        let reservations = try await receipt("mattermost", keys)
        #expect(reservations.count == 1)
        #expect(reservations.first?.hasPrefix("The report could not be attached: 127.0.0.1:") == true)
        let requests = try server.requests()
        #expect(requests.map(\.path) == ["/api/v4/files", "/api/v4/posts"])
        #expect(try requests.last?.json()["message"].text?.contains("The report could not be attached") == true)
    }

    @Test func mattermostUploadsOnceForAllTries() async throws {
        let server = try WebServer(["at /api/v4/posts 503"])
        let notifier = try notifier("mattermost", ["server_url": server.url, "token": "token-9f8e7d", "channel_id": "c"])
        let error = await notifierError { try await notifier.send(.example(attachments: [.archive])) }
        #expect(error?.code == .temporary)
        #expect(try await notifier.deliver(.example(attachments: [.archive])) == DeliveryReceipt())
        let requests = try server.requests()
        #expect(requests.map(\.path) == ["/api/v4/files", "/api/v4/posts", "/api/v4/posts"])
        #expect(try requests.last?.json()["file_ids"].elements.map(\.text) == ["file1"])
    }

    @Test(arguments: [
        ("silence", "in time"), (#"200 |{"ok": false, "error": "missing_scope"}"#, "missing_scope"), ("500", "answered 500"),
    ])
    func slackSaysThatTheFileIsMissing(_ answer: String, _ reason: String) async throws {
        let server = try WebServer(["at /api/files.getUploadURLExternal " + answer])
        let reservations = try await receipt(
            "slack", ["bot_token": "xoxb-1", "channel": "C1", "server_url": server.url, "timeout": "4s"])
        #expect(reservations.count == 1)
        #expect(reservations.first?.contains(reason) == true, "\(reservations)")
        // The message once, and a note below it.
        let posts = try server.requests().filter { $0.path == "/api/chat.postMessage" }
        #expect(posts.count == 2)
        #expect(try posts.last?.json()["thread_ts"].text == "1503435956.000247")
    }

    /// The server names an upload that begins with `http://`.
    @Test(.enabled(if: Certificates.shared != nil, "needs openssl"))
    func slackUploadsNothingWithoutEncryption() async throws {
        let certificates = try #require(Certificates.shared)
        let server = try WebServer(certificates: certificates)
        let reservations = try await receipt(
            "slack", ["bot_token": "xoxb-1", "channel": "C1", "server_url": server.url, "ca_file": certificates.authority.path])
        #expect(reservations.first?.contains("without encryption") == true, "\(reservations)")
        #expect(try server.requests().allSatisfy { $0.path.hasPrefix("/api/") })
    }

    @Test(arguments: ["discord", "webhook"]) func aReportThatIsTooLarge(_ type: String) async throws {
        let server = try WebServer(["413"])
        let keys: [String: Any] = type == "discord" ? ["webhook_url": server.url] : ["url": server.url, "multipart": true]
        let reservations = try await receipt(type, keys)
        #expect(reservations.count == 1)
        #expect(reservations.first?.contains("the server found it too large: perf_report") == true)
    }

    @Test(arguments: ["mattermost", "mattermost-bot", "slack", "slack-bot", "discord", "teams", "pagerduty"])
    func aLoginPageIsNoConfirmation(_ type: String) async throws {
        let server = try WebServer(["200 Content-Type: text/html|<!doctype html><title>Sign in</title>"])
        let keys = [
            "mattermost-bot": ["server_url": server.url, "token": "token-9f8e7d", "channel_id": "c"],
            "slack-bot": ["bot_token": "xoxb-1", "channel": "C1", "server_url": server.url],
            "pagerduty": ["routing_key": "0123456789", "server_url": server.url],
        ]
        let notifier = try notifier(String(type.prefix { $0 != "-" }), keys[type] ?? ["webhook_url": server.url + "/x"])
        let error = await notifierError { try await notifier.send(.example()) }
        #expect(error?.code == .temporary)
        #expect(error?.message.contains("doctype") == false)
    }

    @Test func wholeMessagesHaveNoReservations() async throws {
        let server = try WebServer()
        #expect(try await receipt("mattermost", ["server_url": server.url, "token": "token-9f8e7d", "channel_id": "c"]) == [])
        #expect(try await receipt("slack", ["bot_token": "xoxb-1", "channel": "C1", "server_url": server.url]) == [])
        #expect(try await receipt("discord", ["webhook_url": server.url]) == [])
    }
}

/// What a mail server says to each recipient.
@Suite struct RecipientRepliesTests {
    private static let greeting = ["220 mail ESMTP\r\n", "250-mail\r\n", "250-SIZE 1000\r\n", "250 HELP\r\n", "250 2.1.0 sender ok\r\n"]

    @Test func refusalsAreFound() {
        let lines = Self.greeting + ["250 ok\r\n", "550-5.1.1 no\r\n", "550 5.1.1 user\r\n", "354 go on\r\n", "250 queued\r\n"]
        let refusals = RecipientReplies(lines).refusals(of: ["a@x", "b@x"])
        #expect(refusals.map(\.recipient) == ["b@x"])
        #expect(refusals.map(\.reply) == ["550-5.1.1 no 5.1.1 user"])
    }

    @Test(arguments: [[], ["354 go on"], ["220 hello", "550 no"], ["", "-", "250-"]])
    func whatCannotBeToldApartIsNoRefusal(_ lines: [String]) {
        #expect(RecipientReplies(lines).refusals(of: ["a@x", "b@x"]).isEmpty)
    }
}
