/// A message as Slack's blocks, within the limits of Block Kit: header 150 characters, section 3000, ten fields of 2000, and
/// about 12,000 in all.
///
/// What comes from outside is `plain_text`, which Slack shows as it is, or code with `&`, `<` and `>` escaped, in which nothing
/// is a mention or a link.
struct SlackMessage {
    private static let codeLimit = 2900
    private static let maximumFields = 10
    private static let maximumTotal = 11_000

    /// With `text`, which notifications and old clients show.
    let body: JSON

    init(_ message: Message, hasBlocks: Bool) {
        guard hasBlocks else {
            let text = MessageText(message: message, style: .plain).text(limit: 10_000)
            body = ["text": .text(Self.escaped(text)), "mrkdwn": false]
            return
        }
        var blocks: [JSON] = [
            ["type": "header", "text": Self.plain(message.title, limit: 150)],
            ["type": "section", "text": Self.plain("\(message.classification): \(message.verdict)", limit: 2000)],
        ]
        if !message.advice.isEmpty {
            blocks.append(["type": "section", "text": Self.plain(message.advice.joined(separator: "\n"), limit: 2000)])
        }
        if let history = message.history { blocks.append(["type": "context", "elements": [Self.plain(history, limit: 1000)]]) }
        blocks += Self.fields(message.split.map { "*\($0.title)*\n\($0.duration) (\($0.percentage))" })
        if !message.hotPath.isEmpty {
            let lines = ClippedText.lines(message.hotPath.map(Self.code), limit: Self.codeLimit)
            blocks.append(["type": "section", "text": Self.markup("*Hot path*\n```\n\(lines.joined(separator: "\n"))\n```")])
        }
        let report = Self.plain(message.report, limit: 1500)
        var room = Self.maximumTotal - Self.length(.array(blocks + [report]))
        // What there is no room for is left out from the end.
        let facts = message.facts.map { "*\($0.label)*\n`\(Self.code($0.value))`" }.prefix { fact in
            guard room >= fact.utf16.count else { return false }
            room -= fact.utf16.count
            return true
        }
        blocks += Self.fields(Array(facts))
        let tree = ClippedText.lines(message.callTree.map(Self.code), limit: min(Self.codeLimit, room - 50))
        if tree.count > 2 {
            blocks.append(["type": "section", "text": Self.markup("*Call tree*\n```\n\(tree.joined(separator: "\n"))\n```")])
        }
        blocks.append(["type": "context", "elements": [report]])
        body = ["text": .text(Self.escaped(ClippedText.text(message.headline, limit: 1000))), "blocks": .array(blocks)]
    }

    /// The three characters that Slack's markup is made of.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            // Without an escape for it: a zero-width space keeps it from naming a person.
            case "@": escaped += "@\u{200B}"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    /// Inside of backticks, of which Slack knows no longer fence: similar ones stand for those of the text.
    private static func code(_ text: String) -> String {
        escaped(String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "`" ? "\u{2CB}" : $0 })))
    }

    /// Of all texts in it.
    private static func length(_ value: JSON) -> Int {
        switch value {
        case .text(let text): text.utf16.count
        case .array(let elements): elements.reduce(0) { $0 + length($1) }
        case .object(let members): members.values.reduce(0) { $0 + length($1) }
        case .integer, .boolean, .null: 0
        }
    }

    private static func plain(_ text: String, limit: Int) -> JSON {
        ["type": "plain_text", "emoji": false, "text": .text(ClippedText.text(text, limit: limit))]
    }

    /// `verbatim`: nothing in it becomes a link by itself.
    private static func markup(_ text: String) -> JSON {
        ["type": "mrkdwn", "verbatim": true, "text": .text(text)]
    }

    private static func fields(_ fields: [String]) -> [JSON] {
        stride(from: 0, to: fields.count, by: maximumFields).map { start in
            let chunk = fields[start..<min(start + maximumFields, fields.count)]
            return ["type": "section", "fields": .array(chunk.map(markup))]
        }
    }
}
