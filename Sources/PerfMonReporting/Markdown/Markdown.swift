/// Text from outside as Markdown that shows it literally, also in chat tools that turn `@name` and `<!here>` into
/// mentions.
package enum Markdown {
    /// In running text. A zero-width space behind `@` breaks mentions.
    package static func prose(_ text: some CustomStringConvertible, limit: Int = VisibleText.limit) -> String {
        var escaped = ""
        for character in VisibleText(text.description, limit: limit).text {
            switch character {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "#", "$", "!": escaped += "\\\(character)"
            case "&": escaped += "&amp;"
            case "@": escaped += "@\u{200B}"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// As code within a line. A fence of backticks that is longer than any inside needs no escapes.
    package static func code(_ text: some CustomStringConvertible, limit: Int = VisibleText.limit) -> String {
        let visible = VisibleText(text.description, limit: limit).text
        guard !visible.isEmpty else { return "" }
        let fence = String(repeating: "`", count: longestRunOfBackticks(in: visible) + 1)
        let space = visible.hasPrefix("`") || visible.hasSuffix("`") || visible.hasPrefix(" ") ? " " : ""
        return fence + space + visible + space + fence
    }

    /// As code in a cell of a table, where even code must not hold a bare `|`.
    static func cell(_ text: some CustomStringConvertible, limit: Int = VisibleText.limit) -> String {
        var escaped = ""
        for character in code(text, limit: limit) { escaped += character == "|" ? "\\|" : String(character) }
        return escaped
    }

    /// A block of code. Every line must already be ``VisibleText``.
    package static func block(_ lines: [String]) -> String {
        let fence = String(repeating: "`", count: max(3, longestRunOfBackticks(in: lines.joined(separator: "\n")) + 1))
        return ([fence + "text"] + lines + [fence]).joined(separator: "\n")
    }

    private static func longestRunOfBackticks(in text: String) -> Int {
        var longest = 0, run = 0
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}
