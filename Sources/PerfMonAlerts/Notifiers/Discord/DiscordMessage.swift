internal import PerfMonReporting

/// A message as one embed of Discord: title 256, description 4096, fields 256 and 1024, footer 2048, 6000 in all.
struct DiscordMessage {
    private static let maximumTotal = 5500
    private static let maximumFields = 25
    private static let callTreeTitle = "Call tree"
    private static let red = 0xD8_3A_34

    let body: JSON

    init(_ message: Message, style: MessageText.Style) {
        let title = ClippedText.text(Markdown.prose(message.title), limit: 256)
        let footer = ClippedText.text(message.report, limit: 1000)
        let description = Self.description(message, style: style)
        var room = Self.maximumTotal - [title, footer, description].reduce(0) { $0 + $1.utf16.count }
        var fields: [JSON] = []
        for (name, value) in Self.fields(message) where fields.count < Self.maximumFields {
            let value = ClippedText.text(value, limit: 1024)
            room -= name.utf16.count + value.utf16.count
            guard room >= 0 else { break }
            fields.append(["name": .text(name), "value": .text(value), "inline": true])
        }
        if let tree = Self.callTree(message, style: style, limit: room), fields.count < Self.maximumFields {
            fields.append(["name": .text(Self.callTreeTitle), "value": .text(tree), "inline": false])
        }
        body = [
            "embeds": [
                [
                    "title": .text(title), "description": .text(description), "color": .integer(Self.red), "fields": .array(fields),
                    "footer": ["text": .text(footer)],
                ]
            ],
            // No text of a request rings anybody's phone.
            "allowed_mentions": ["parse": []],
        ]
    }

    private static func description(_ message: Message, style: MessageText.Style) -> String {
        let sentence = Markdown.prose("\(message.classification): \(message.verdict)")
        let sections = [
            style == .markdown ? "**\(sentence)**" : sentence,
            message.history.map { Markdown.prose($0) },
            message.hotPath.isEmpty ? nil : hotPath(message, style: style),
            message.advice.map { Markdown.prose($0) }.joined(separator: "\n"),
        ]
        let texts = sections.compactMap(\.self).filter { !$0.isEmpty }
        return ClippedText.sections(Array(texts.dropFirst()), header: texts.first ?? "", limit: 3500)
    }

    /// Discord knows fences of three backticks only, so similar characters stand for those of the text.
    private static func hotPath(_ message: Message, style: MessageText.Style) -> String {
        guard style == .markdown else { return message.hotPath.map { Markdown.prose($0.trimmed) }.joined(separator: "\n") }
        return Markdown.block(ClippedText.lines(message.hotPath.map(code), limit: 2000))
    }

    /// What fits into a field; `nil` when that is next to nothing.
    private static func callTree(_ message: Message, style: MessageText.Style, limit: Int) -> String? {
        // A field has 1024, fences among them.
        let limit = min(1024, limit - callTreeTitle.utf16.count) - 20
        let lines = message.callTree.map { style == .markdown ? code($0) : Markdown.prose($0.trimmed) }
        let kept = ClippedText.lines(lines, limit: limit)
        guard kept.count > 2 else { return nil }
        return style == .markdown ? Markdown.block(kept) : kept.joined(separator: "\n")
    }

    private static func code(_ line: String) -> String {
        String(String.UnicodeScalarView(line.unicodeScalars.map { $0 == "`" ? "\u{2CB}" : $0 }))
    }

    private static func fields(_ message: Message) -> [(String, String)] {
        let split = message.split.map { "\($0.title): \($0.duration) (\($0.percentage))" }.joined(separator: "\n")
        let facts = message.facts.map { ($0.label, Markdown.prose($0.value)) }
        return (split.isEmpty ? [] : [("Wall time", split)]) + facts
    }
}
