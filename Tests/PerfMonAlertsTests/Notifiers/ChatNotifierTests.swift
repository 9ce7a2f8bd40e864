internal import Foundation
@testable internal import PerfMonAlerts
internal import PerfMonModel
internal import Testing

/// What arrives at chat tools and services that stand on this machine.
@Suite(.serialized) struct ChatNotifierTests {
    /// What every full message says.
    private func expectWhole(_ texts: [String], sourceLocation: SourceLocation = #_sourceLocation) {
        let text = texts.joined(separator: "\n")
        for expected in [
            "2.31 s", "200", "83% of 2.31 s awaiting in", "1.92 s", "83.0%", "17 more since 2026-11-22 13:30:12.123 UTC",
            "UserController.show(", "Step.number1(", "Step.number9(",
            "checkout-api", "web-3", "4711", "perfmon-reports",
        ] {
            #expect(text.contains(expected), "\(expected)", sourceLocation: sourceLocation)
        }
    }

    private func bot(_ server: WebServer) throws -> any Notifier {
        try notifier("mattermost", ["server_url": server.url, "token": "token-9f8e7d", "channel_id": "channel42"])
    }

    @Test func mattermostBotAttachesTheReport() async throws {
        let server = try WebServer()
        try await bot(server).send(.example(attachments: [.archive]))
        let requests = try server.requests()
        #expect(requests.map(\.path) == ["/api/v4/files", "/api/v4/posts"])
        #expect(requests.allSatisfy { $0.headers["authorization"] == "Bearer token-9f8e7d" })
        let upload = try #require(requests.first), post = try #require(requests.last).json()
        #expect(upload.part("channel_id")?.bytes == Array("channel42".utf8))
        #expect(upload.part("files")?.filename == Attachment.archive.name)
        #expect(upload.part("files")?.type == "application/zip")
        #expect(upload.part("files")?.bytes == Attachment.archive.bytes)
        #expect(post["channel_id"].text == "channel42")
        #expect(post["file_ids"].elements.map(\.text) == ["file1"])
        expectWhole([try #require(post["message"].text)])
    }

    @Test(arguments: ["500", "413", "nothing", "201 |{}"])
    func mattermostPostsEvenIfTheUploadFails(_ answer: String) async throws {
        let server = try WebServer([answer])
        try await bot(server).send(.example(attachments: [.archive]))
        let post = try #require(try server.requests().last)
        #expect(post.path == "/api/v4/posts")
        let message = try #require(try post.json()["message"].text)
        #expect(message.contains("The report could not be attached"))
        expectWhole([message])
    }

    @Test(arguments: ["https", "http"]) func mattermostWorksBelowAPath(_ scheme: String) async throws {
        let certificates = scheme == "https" ? Certificates.shared : nil
        let server = try WebServer(certificates: certificates)
        var keys = ["server_url": server.url + "/chat/", "token": "token-9f8e7d", "channel_id": "c"]
        keys["ca_file"] = certificates?.authority.path
        try await notifier("mattermost", keys).send(.example())
        #expect(try server.requests().map(\.path) == ["/chat/api/v4/posts"])
    }

    @Test func mattermostWebhook() async throws {
        let server = try WebServer()
        try await notifier("mattermost", ["webhook_url": server.url + "/hooks/abc"]).send(.example(attachments: [.archive]))
        let requests = try server.requests()
        #expect(requests.map(\.path) == ["/hooks/abc"])
        expectWhole([try #require(try requests[0].json()["text"].text)])
    }

    @Test func slackWebhook() async throws {
        let server = try WebServer()
        try await notifier("slack", ["webhook_url": server.url + "/services/T/B/X", "channel": "#perf", "username": "perfmon"])
            .send(.example())
        let body = try #require(try server.requests().first).json()
        #expect(body["channel"].text == "#perf")
        #expect(body["username"].text == "perfmon")
        #expect(body["text"].text?.hasPrefix("2.31 s GET") == true)
        #expect(body["blocks"].elements.map { $0["type"].text }.first == "header")
        expectWhole(body["blocks"].texts)
    }

    @Test func slackBotPutsTheReportIntoTheThread() async throws {
        let server = try WebServer()
        try await notifier("slack", ["bot_token": "xoxb-1", "channel": "#perf", "server_url": server.url]).send(
            .example(attachments: [.archive]))
        let requests = try server.requests()
        #expect(
            requests.map(\.path) == [
                "/api/chat.postMessage", "/api/files.getUploadURLExternal", "/upload/v1/abc", "/api/files.completeUploadExternal",
            ])
        expectWhole(try requests[0].json()["blocks"].texts)
        #expect(
            String(decoding: requests[1].body, as: UTF8.self)
                == "filename=\(Attachment.archive.name)&length=\(Attachment.archive.bytes.count)")
        #expect(requests[2].body == Attachment.archive.bytes)
        #expect(requests[2].headers["authorization"] == nil)
        let completion = try requests[3].json()
        #expect(completion["channel_id"].text == "C042")
        #expect(completion["thread_ts"].text == "1503435956.000247")
        #expect(completion["files"][0]["id"].text == "F1")
    }

    @Test(arguments: [
        (#"200 |{"ok": false, "error": "channel_not_found"}"#, NotifierError.Code.rejected),
        (#"200 |{"ok": false, "error": "ratelimited"}"#, .rateLimited), (#"200 |{"ok": false, "error": "internal_error"}"#, .temporary),
        ("200 |surprise", .temporary), ("429 Retry-After: 3", .rateLimited),
    ])
    func slackSaysInTheBodyWhatFailed(_ answer: String, _ code: NotifierError.Code) async throws {
        let server = try WebServer([answer])
        let notifier = try notifier("slack", ["bot_token": "xoxb-1", "channel": "C1", "server_url": server.url])
        #expect(await notifierError { try await notifier.send(.example()) }?.code == code)
    }

    @Test func slackDoesNotRepeatAMessageForItsFile() async throws {
        let server = try WebServer(["default", "500"])
        try await notifier("slack", ["bot_token": "xoxb-1", "channel": "C1", "server_url": server.url]).send(
            .example(attachments: [.archive]))
        let last = try #require(try server.requests().last)
        #expect(last.path == "/api/chat.postMessage")
        #expect(try last.json()["thread_ts"].text == "1503435956.000247")
        #expect(try last.json()["text"].text?.contains("could not be attached") == true)
    }

    @Test(arguments: [true, false]) func discord(_ hasFile: Bool) async throws {
        let server = try WebServer()
        try await notifier("discord", ["webhook_url": server.url + "/api/webhooks/1/x?thread_id=5"])
            .send(.example(attachments: hasFile ? [.archive] : []))
        let request = try #require(try server.requests().first)
        #expect(request.path == "/api/webhooks/1/x?thread_id=5&wait=true")
        #expect(request.part("files[0]")?.bytes == (hasFile ? Attachment.archive.bytes : nil))
        let payload = try request.part("payload_json").map { JSONObject(try JSONSerialization.jsonObject(with: Data($0.bytes))) }
        let body = try payload ?? request.json()
        #expect(body["allowed_mentions"]["parse"].elements.isEmpty && body["allowed_mentions"].keys == ["parse"])
        expectWhole(body["embeds"].texts)
    }

    @Test func discordSaysWhyAFileIsMissing() async throws {
        let server = try WebServer()
        let large = Attachment(name: "large.zip", mediaType: "application/zip", bytes: Array(repeating: 0, count: (10 << 20) + 1))
        try await notifier("discord", ["webhook_url": server.url]).send(.example(attachments: [large, .archive]))
        let request = try #require(try server.requests().first)
        #expect(request.parts.map(\.name) == ["payload_json", "files[0]"])
        #expect(request.part("files[0]")?.bytes == Attachment.archive.bytes)
        let payload = JSONObject(try JSONSerialization.jsonObject(with: Data(request.parts[0].bytes)))
        let footer = try #require(payload["embeds"][0]["footer"]["text"].text)
        #expect(footer.hasPrefix("Report: /srv/perfmon-reports/"))
        #expect(footer.hasSuffix("on web-3; not attached, because Discord takes files of 10 MiB at most: large.zip (10 MiB)"))
    }

    /// Limits that no documentation knows, such as a proxy's.
    @Test(arguments: ["discord", "webhook"]) func reportsThatTheServerFindsTooLargeAreLeftOut(_ type: String) async throws {
        let server = try WebServer(["413"])
        let keys: [String: Any] = type == "discord" ? ["webhook_url": server.url] : ["url": server.url, "multipart": true]
        try await notifier(type, keys).send(.example(attachments: [.archive]))
        let requests = try server.requests()
        #expect(requests.count == 2)
        let text = String(decoding: try #require(requests.last).body, as: UTF8.self)
        #expect(text.contains("not attached, because the server found it too large: perf_report_GET_users-_id_4bf92f35.zip"))
        #expect(text.contains("83% of 2.31 s awaiting"))
    }

    @Test(arguments: ["mattermost", "slack", "teams", "pagerduty", "webhook"])
    func whereNoFilesCanBeSentTheMessageSaysSo(_ type: String) async throws {
        let server = try WebServer()
        let keys = [
            "pagerduty": ["routing_key": "0123456789", "server_url": server.url], "webhook": ["url": server.url],
        ]
        let problem = "not attached, because not on the disk: markdown"
        try await notifier(type, keys[type] ?? ["webhook_url": server.url]).send(.example(attachments: [.archive], problem: problem))
        try await notifier(type, keys[type] ?? ["webhook_url": server.url]).send(.example())
        let texts = try server.requests().map { String(decoding: $0.body, as: UTF8.self).replacing("\\", with: "") }
        #expect(texts[0].contains("perfmon-reports"))
        #expect(texts[0].contains("not on the disk: markdown; not attached, because"))
        #expect(texts[0].contains("takes no files: perf_report"))
        #expect(!texts[1].contains("not attached"), "nobody wanted an attachment")
    }

    @Test func teams() async throws {
        let server = try WebServer(["202"])
        try await notifier("teams", ["webhook_url": server.url + "/workflows/1"]).send(.example())
        let body = try #require(try server.requests().first).json()
        #expect(body["type"].text == "message")
        let attachment = body["attachments"][0]
        #expect(attachment["contentType"].text == "application/vnd.microsoft.card.adaptive")
        #expect(attachment.keys == ["content", "contentType", "contentUrl"])
        #expect(attachment["contentUrl"].value is NSNull)
        #expect(attachment["content"]["type"].text == "AdaptiveCard")
        expectWhole(attachment["content"]["body"].texts)
    }

    @Test(arguments: [("429", NotifierError.Code.rateLimited), ("413", .tooLarge), ("502", .temporary)])
    func teamsHidesFailuresInTheText(_ status: String, _ code: NotifierError.Code) async throws {
        let server = try WebServer([
            "200 |Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error \(status) with ContextId x"
        ])
        let notifier = try notifier("teams", ["webhook_url": server.url])
        #expect(await notifierError { try await notifier.send(.example()) }?.code == code)
    }

    @Test func pagerDuty() async throws {
        let server = try WebServer()
        let keys = ["routing_key": "0123456789abcdef0123456789abcdef", "severity": "error", "server_url": server.url]
        try await notifier("pagerduty", keys).send(.example())
        try await notifier("pagerduty", keys).send(.example(isTest: true))
        let requests = try server.requests()
        #expect(requests.map(\.path) == ["/v2/enqueue", "/v2/enqueue"])
        let event = try requests[0].json()
        #expect(event["routing_key"].text == "0123456789abcdef0123456789abcdef")
        #expect(event["event_action"].text == "trigger")
        #expect(event["dedup_key"].text == "perfmon-0123456789ab")
        #expect(try requests[1].json()["dedup_key"].text == "perfmon-test-0123456789ab")
        #expect(event["payload"]["severity"].text == "error")
        #expect(event["payload"]["source"].text == "web-3")
        #expect(event["payload"]["timestamp"].text == "2026-11-22T15:30:12.123Z")
        expectWhole(event["payload"].texts)
    }

    @Test(arguments: ["json", "markdown", "text", "html"]) func webhookFormats(_ format: String) async throws {
        let server = try WebServer()
        try await notifier("webhook", ["url": server.url, "format": format, "method": "PUT"]).send(.example())
        let request = try #require(try server.requests().first)
        #expect(request.method == "PUT")
        #expect(request.headers["content-type"]?.contains(format == "text" ? "text/plain" : format) == true)
        #expect(request.headers["webhook-signature"] == nil)
        let text = String(decoding: request.body, as: UTF8.self)
        #expect(text.contains("83% of 2.31 s awaiting"))
        guard format == "json" else { return }
        let body = try request.json()
        #expect(body["type"].text == "slow_request")
        #expect(body["timestamp"].text == "2026-11-22T15:30:12.123Z")
        #expect(body["data"]["wall_time_ms"]["suspended"].value as? Int == 1917)
        #expect(body["data"]["suppressed"].value as? Int == 17)
        #expect(body["data"]["details"]["Path"].text == "/users/4711")
    }

    /// The signature as Python computes it.
    @Test(arguments: [false, true]) func webhookSignature(_ isMultipart: Bool) async throws {
        let server = try WebServer()
        let keys: [String: Any] = [
            "url": server.url, "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "multipart": isMultipart,
            "headers": [["name": "X-Token", "value": "abc"]],
        ]
        try await notifier("webhook", keys).send(.example(attachments: [.archive]))
        let request = try #require(try server.requests().first)
        #expect(request.headers["x-token"] == "abc")
        #expect(request.headers["webhook-id"] == "ntf-4bf92f3577b34da6")
        #expect(request.part("files")?.bytes == (isMultipart ? Attachment.archive.bytes : nil))
        let body = request.part("payload")?.bytes ?? request.body
        let program = """
            import base64, hashlib, hmac, sys
            key = base64.b64decode('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')
            signed = ('%s.%s.' % (sys.argv[1], sys.argv[2])).encode() + sys.stdin.buffer.read()
            print('v1,' + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode(), end='')
            """
        let timestamp = try #require(request.headers["webhook-timestamp"])
        let python = try #require(PythonProgram.python)
        let expected = try PythonProgram.run(python, ["-c", program, "ntf-4bf92f3577b34da6", timestamp], input: Data(body))
        #expect(request.headers["webhook-signature"] == String(decoding: expected, as: UTF8.self))
    }

    @Test func firstAlertsHaveNoHistoryAndTestsSayWhatTheyAre() async throws {
        let server = try WebServer()
        let first = AlertHistory(firstSeen: .now, lastSeen: .now, worst: .seconds(1))
        try await notifier("mattermost", ["webhook_url": server.url]).send(.example(isTest: true, history: first))
        let text = try #require(try server.requests().first?.json()["text"].text)
        #expect(text.hasPrefix("#### \\[Test\\] 2.31 s"))
        #expect(!text.contains("more since") && !text.contains("seen"))
    }

    @Test(arguments: [
        ("mattermost", ["server_url": "https://chat.example.com", "token": "t-123456"]),
        ("mattermost", ["webhook_url": "chat.example.com/hooks"]),
        ("slack", ["bot_token": "xoxb-123"]), ("slack", ["webhook_url": "ftp://hooks.example.com"]),
        ("discord", ["webhook_url": "https://"]),
        ("teams", ["webhook_url": "https://example.com/a b"]), ("webhook", ["url": "https://example.com", "secret": "whsec_!"]),
    ])
    func settingsThatCannotWork(_ type: String, _ keys: [String: String]) {
        #expect(throws: (any Error).self) { _ = try notifier(type, keys) }
    }
}
