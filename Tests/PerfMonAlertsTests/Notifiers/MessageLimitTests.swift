internal import Foundation
@testable internal import PerfMonAlerts
internal import Testing

/// Whatever a request holds, messages stay within what services accept, and nothing in them is more than text.
@Suite(.serialized) struct MessageLimitTests {
    private func message(_ hostile: HostileText, _ detail: DetailLevel = .full) -> Message {
        Message(.example(text: hostile.text), detail: detail)
    }

    private func json(_ value: JSON) throws -> JSONObject {
        JSONObject(try JSONSerialization.jsonObject(with: Data(JSONBody.encode(value))))
    }

    /// Without what Markdown shows literally: characters behind a backslash, and code.
    private func active(_ markdown: String) -> String {
        markdown.replacing(#/\\./#, with: "").replacing(#/(?s)(`{3,})text\n.*?\n\1/#, with: "").replacing(#/(`+).*?\1/#, with: "")
    }

    @Test(arguments: HostileText.all, [MessageText.Style.markdown, .escaped])
    func mattermost(_ hostile: HostileText, _ style: MessageText.Style) {
        let text = MessageText(message: message(hostile), style: style).text(limit: MattermostNotifier.maximumLength)
        #expect(text.unicodeScalars.count <= 16_383)
        #expect(text.contains("Report: "))
        #expect(!text.contains(#/@(channel|here|all|everyone)/#) || style == .markdown)
        let active = active(text)
        #expect(!active.contains(#/@\w/#))
        #expect(!active.contains("](") && !active.contains("<script") && !active.contains("<!"))
        let fences = text.split(separator: "\n").filter { $0.hasPrefix("```") }
        #expect(fences.count.isMultiple(of: 2) || hostile.text.contains("`"))
    }

    @Test(arguments: HostileText.all)
    func slack(_ hostile: HostileText) throws {
        let body = try json(SlackMessage(message(hostile), hasBlocks: true).body)
        let blocks = body["blocks"].elements
        #expect(blocks.count <= 50)
        for block in blocks {
            let text = block["text"]["text"].text
            switch block["type"].text {
            case "header": #expect(text.map { (1...150).contains($0.utf16.count) } == true)
            case "section" where text != nil: #expect(text.map { (1...3000).contains($0.utf16.count) } == true)
            case "section":
                #expect((1...10).contains(block["fields"].elements.count))
                #expect(block["fields"].elements.allSatisfy { (1...2000).contains($0["text"].text?.utf16.count ?? 0) })
            case "context": #expect((1...10).contains(block["elements"].elements.count))
            default: Issue.record("an unknown block")
            }
        }
        #expect(blocks.flatMap(\.texts).reduce(0) { $0 + $1.utf16.count } <= 13_000)
        let markup = blocks.flatMap { [$0["text"]] + $0["fields"].elements }.filter { $0["type"].text == "mrkdwn" }.compactMap {
            $0["text"].text
        }
        for text in markup + [try #require(body["text"].text)] {
            #expect(!text.contains("<") && !text.contains(">"))
            #expect(!text.contains(#/@\w/#))
            #expect(text.matches(of: #/`/#).count.isMultiple(of: 2) || text == body["text"].text)
        }
    }

    @Test func slackIsClippedBehindItsEscapes() throws {
        let text = String(repeating: "&<", count: 5000)
        var message = message(HostileText(text: text))
        message.facts = [Message.Fact(label: "Path", value: text)]
        let body = try json(SlackMessage(message, hasBlocks: true).body)
        let texts = body["blocks"].elements.flatMap { $0["fields"].elements }.compactMap { $0["text"].text } + [body["text"].text ?? ""]
        #expect(texts.contains { $0.hasSuffix("…`") })
        for text in texts {
            #expect(text.utf16.count <= 3000)
            // Nothing but whole escapes.
            #expect(!text.replacing(#/&(amp|lt|gt);/#, with: "").contains("&"))
        }
        let plain = try json(SlackMessage(message, hasBlocks: false).body)
        #expect(try #require(plain["text"].text).utf16.count <= 40_000)
    }

    @Test(arguments: HostileText.all, [MessageText.Style.markdown, .escaped])
    func discord(_ hostile: HostileText, _ style: MessageText.Style) throws {
        let body = try json(DiscordMessage(message(hostile), style: style).body)
        let embed = body["embeds"][0]
        let fields = embed["fields"].elements
        let texts = [embed["title"], embed["description"], embed["footer"]["text"]].compactMap(\.text)
        #expect(texts.count == 3)
        #expect(texts[0].utf16.count <= 256)
        #expect(texts[1].utf16.count <= 4096)
        #expect(texts[2].utf16.count <= 2048)
        #expect(fields.count <= 25)
        #expect(
            fields.allSatisfy {
                (1...256).contains($0["name"].text?.utf16.count ?? 0) && (1...1024).contains($0["value"].text?.utf16.count ?? 0)
            })
        #expect((texts + fields.flatMap { [$0["name"], $0["value"]] }.compactMap(\.text)).reduce(0) { $0 + $1.utf16.count } <= 6000)
        #expect(body["allowed_mentions"]["parse"].elements.isEmpty)
        #expect(texts[1].matches(of: #/(?m)^```/#).count.isMultiple(of: 2))
    }

    @Test(arguments: HostileText.all)
    func teams(_ hostile: HostileText) throws {
        let bytes = try JSONBody.encode(TeamsCard(message(hostile), isPlain: false).body)
        #expect(bytes.count <= 20 << 10)
        let elements = JSONObject(try JSONSerialization.jsonObject(with: Data(bytes)))["attachments"][0]["content"]["body"].elements
        #expect(elements.allSatisfy { $0["type"].text == "RichTextBlock" })
        #expect(elements.last?["inlines"][0]["text"].text?.hasPrefix("Report: ") == true)
    }

    @Test(arguments: HostileText.all)
    func webhook(_ hostile: HostileText) throws {
        for format in [WebhookBody.Format.json, .markdown, .text, .html] {
            #expect(try WebhookBody(.example(text: hostile.text), detail: .full, format: format).bytes.count <= 20 << 10)
        }
        #expect(MailPage(message(hostile)).text.utf8.count <= 60 << 10)
    }

    @Test(arguments: HostileText.all)
    func pagerDutyAndFileNames(_ hostile: HostileText) async throws {
        let server = try WebServer()
        try await notifier("pagerduty", ["routing_key": "0123456789", "server_url": server.url]).send(.example(text: hostile.text))
        let file = Attachment(name: String(hostile.text.prefix(200)), mediaType: "application/zip", bytes: [1, 2, 3])
        try await notifier("discord", ["webhook_url": server.url]).send(.example(attachments: [file]))
        let requests = try server.requests()
        #expect(requests[0].body.count <= 512 << 10)
        let payload = try requests[0].json()["payload"]
        #expect((1...1024).contains(payload["summary"].text?.utf16.count ?? 0))
        #expect(requests[1].parts.map(\.name) == ["payload_json", "files[0]"])
        #expect(requests[1].part("files[0]")?.bytes == [1, 2, 3])
    }

    @Test(arguments: ["mattermost", "slack", "discord", "teams", "pagerduty", "webhook"], ["summary", "minimal"])
    func lessDetailHidesWhatIsPersonal(_ type: String, _ detail: String) async throws {
        let server = try WebServer()
        var keys: [String: Any] = ["detail": detail]
        switch type {
        case "pagerduty": keys.merge(["routing_key": "0123456789", "server_url": server.url]) { $1 }
        case "webhook": keys.merge(["url": server.url, "multipart": true]) { $1 }
        default: keys["webhook_url"] = server.url
        }
        try await notifier(type, keys).send(.example(route: nil, attachments: [.archive]))
        let request = try #require(try server.requests().first)
        let text = String(decoding: request.body, as: UTF8.self)
        for hidden in ["4711", "expand=orders", "web-3", "203.0.113.7", "c0ffee00", "/srv/", "PK\u{3}"] {
            #expect(!text.contains(hidden), "\(hidden)")
        }
        for shown in ["2.31 s", "83% of 2.31 s awaiting", "17 more since", "(no route)", "checkout"] {
            #expect(text.replacing("\\", with: "").contains(shown), "\(shown)")
        }
        #expect(text.contains("show(") == (detail == "summary"))
        #expect(!text.contains("Step.number"))
    }
}
