/// A message as Slack's blocks, within the limits of Block Kit: header 150 characters, section 3000, ten fields of 2000, and
/// about 12,000 in all.
///
/// What comes from outside is `plain_text`, which Slack shows as it is, or code with `&`, `<` and `>` escaped, in which nothing
/// is a mention or a link.
struct SlackMessage {
    private static let codeLimit = 2900
    private static let maximumFields = 10
    private static let fieldLimit = 2000
    private static let headlineLimit = 3000
    /// Slack cuts at 40,000.
    private static let textLimit = 30_000
    private static let maximumTotal = 11_000

    /// With `text`, which notifications and old clients show.
    let body: JSON

    init(_ message: Message, hasBlocks: Bool) {
        guard hasBlocks else {
            let text = MessageText(message: message, style: .plain).text(limit: 10_000)
            body = ["text": .text(Self.escaped(text, limit: Self.textLimit)), "mrkdwn": false]
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
        let facts = message.facts.map { fact in
            let label = "*\(fact.label)*\n"
            return "\(label)`\(Self.code(fact.value, limit: Self.fieldLimit - label.utf16.count - 2))`"
        }.prefix { fact in
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
        body = ["text": .text(Self.escaped(message.headline, limit: Self.headlineLimit)), "blocks": .array(blocks)]
    }

    /// The three characters that Slack's markup is made of. Ends in `…` when it would be longer than `limit` UTF-16 units; no escape
    /// is cut.
    static func escaped(_ text: String, limit: Int = .max) -> String {
        var pieces: [(text: String, length: Int)] = [], length = 0
        for scalar in text.unicodeScalars {
            let piece =
                switch scalar {
                case "&": "&amp;"
                case "<": "&lt;"
                case ">": "&gt;"
                // Without an escape for it: a zero-width space keeps it from naming a person.
                case "@": "@\u{200B}"
                default: String(scalar)
                }
            pieces.append((piece, piece.utf16.count))
            length += piece.utf16.count
            guard length > limit else { continue }
            while length > limit - 1, let last = pieces.popLast() { length -= last.length }
            return pieces.map(\.text).joined() + "…"
        }
        return pieces.map(\.text).joined()
    }

    private static func code(_ text: String) -> String { code(text, limit: .max) }

    /// Inside of backticks, of which Slack knows no longer fence: similar ones stand for those of the text.
    private static func code(_ text: String, limit: Int) -> String {
        escaped(String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "`" ? "\u{2CB}" : $0 })), limit: limit)
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
