internal import PerfMonReporting

/// A message as one text for chat tools and mails. Any beginning of it is useful on its own.
struct MessageText {
    /// How text is marked up.
    enum Style: Sendable {
        /// With headings, emphasis, a table and a block of code; what comes from outside is escaped.
        case markdown
        /// Without markup, but escaped: for readers that take everything for Markdown.
        case escaped
        /// As it is.
        case plain
    }

    let message: Message
    let style: Style

    /// At most `limit` UTF-16 units.
    func text(limit: Int) -> String {
        let footer = line(message.report)
        let length = ([title, footer] + sections).reduce(0) { $0 + $1.utf16.count + 2 }
        return ClippedText.sections(sections + callTree(limit: limit - length), header: title, footer: footer, limit: limit)
    }

    /// The least important, so it takes the room that the others leave.
    private func callTree(limit: Int) -> [String] {
        let heading = style == .markdown ? "**Call tree**" : "Call tree:"
        // Spaces in front would make code of a line.
        let lines = style == .escaped ? message.callTree.map { line($0.trimmed) } : message.callTree
        // With room for the heading and for fences.
        let kept = ClippedText.lines(lines, limit: limit - 100)
        guard kept.count > 2 else { return [] }
        return [style == .markdown ? "\(heading)\n\n\(Markdown.block(kept))" : ([heading] + kept).joined(separator: "\n")]
    }

    private var sections: [String] {
        let history = message.history.map { line($0) }
        return [verdict, history, split, hotPath, functions, facts].compactMap(\.self).filter { !$0.isEmpty }
    }

    private func line(_ text: String) -> String { style == .plain ? text : Markdown.prose(text) }

    private var title: String { style == .markdown ? "#### \(line(message.title))" : line(message.title) }

    private var verdict: String {
        let sentence = line("\(message.classification): \(message.verdict)")
        let advice = message.advice.map { style == .markdown ? "- \(line($0))" : line($0) }
        let first = style == .markdown ? "**\(sentence)**" : sentence
        return advice.isEmpty ? first : "\(first)\n\n\(advice.joined(separator: "\n"))"
    }

    private var split: String {
        guard style == .markdown else {
            return message.split.map { line("\($0.title): \($0.duration) (\($0.percentage))") }.joined(separator: "\n")
        }
        let rows = message.split.map { "| \($0.title) | \($0.duration) | \($0.percentage) |" }
        return rows.isEmpty ? "" : (["| Wall time | | |", "|:--|--:|--:|"] + rows).joined(separator: "\n")
    }

    private var hotPath: String {
        guard !message.hotPath.isEmpty else { return "" }
        switch style {
        case .markdown: return "**Hot path**\n\n\(Markdown.block(message.hotPath))"
        // Spaces in front would make code of a line.
        case .escaped: return (["Hot path:"] + message.hotPath.map { line($0.trimmed) }).joined(separator: "\n")
        case .plain: return (["Hot path:"] + message.hotPath).joined(separator: "\n")
        }
    }

    private var functions: String {
        guard !message.functions.isEmpty else { return "" }
        switch style {
        case .markdown: return "**Slowest functions**\n\n\(Markdown.block(message.functions.map(\.line)))"
        case .escaped, .plain: return (["Slowest functions:"] + message.functions.map { line($0.line) }).joined(separator: "\n")
        }
    }

    private var facts: String {
        message.facts.map { fact in
            style == .markdown ? "- \(fact.label): \(Markdown.code(fact.value))" : line("\(fact.label): \(fact.value)")
        }.joined(separator: "\n")
    }
}
