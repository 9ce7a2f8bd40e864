/// A message as an adaptive card of at most 20 KiB; Teams refuses messages of about 28 KiB.
///
/// All text is in runs, which Teams shows as they are: `TextBlock` would take it for Markdown.
struct TeamsCard {
    private static let maximumSize = 20 << 10

    let body: JSON

    init(_ message: Message, isPlain: Bool) {
        var elements: [JSON] = [
            Self.block([Self.run(message.title, ["size": "large", "weight": "bolder"])]),
            Self.block([Self.run("\(message.classification): \(message.verdict)", ["weight": "bolder"])]),
        ]
        elements += message.advice.map { Self.block([Self.run($0)]) }
        if let history = message.history { elements.append(Self.block([Self.run(history, ["isSubtle": true])])) }
        elements += message.split.map { Self.block(Self.labelled($0.title, "\($0.duration) (\($0.percentage))")) }
        let code = { (line: String) in Self.block([Self.run(line, isPlain ? [:] : ["fontType": "monospace"])], spacing: "none") }
        elements += message.hotPath.map(code)
        elements += message.facts.map { Self.block(Self.labelled($0.label, $0.value)) }
        if !message.callTree.isEmpty { elements.append(Self.block([Self.run("Call tree", ["weight": "bolder"])])) }
        elements += message.callTree.map(code)
        let report = Self.block([Self.run(message.report, ["isSubtle": true])])
        // The least important stands last; what is too much goes from there.
        while elements.count > 2, Self.size(elements + [report]) > Self.maximumSize { elements.removeLast() }
        body = Self.card(elements + [report])
    }

    private static func size(_ elements: [JSON]) -> Int {
        // Only numbers could not be encoded, and there are none.
        (try? JSONBody.encode(card(elements)).count) ?? 0
    }

    private static func card(_ elements: [JSON]) -> JSON {
        [
            "type": "message",
            "attachments": [
                [
                    "contentType": "application/vnd.microsoft.card.adaptive",
                    // Workflows look for it.
                    "contentUrl": .null,
                    "content": [
                        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                        "type": "AdaptiveCard",
                        "version": "1.4",
                        "msteams": ["width": "full"],
                        "body": .array(elements),
                    ],
                ]
            ],
        ]
    }

    private static func block(_ runs: [JSON], spacing: String = "small") -> JSON {
        ["type": "RichTextBlock", "spacing": .text(spacing), "inlines": .array(runs)]
    }

    private static func run(_ text: String, _ attributes: [String: JSON] = [:]) -> JSON {
        .object(attributes.merging(["type": "TextRun", "text": .text(text)]) { $1 })
    }

    private static func labelled(_ label: String, _ value: String) -> [JSON] {
        [run("\(label): ", ["weight": "bolder"]), run(value)]
    }
}
