internal import Testing

/// Text that would do harm if a message took it for more than text.
struct HostileText: Sendable, CustomTestStringConvertible {
    let text: String

    /// Short, and without the control characters, which a terminal would obey.
    var testDescription: String { String(text.prefix(40)).debugDescription + (text.count > 40 ? " and more" : "") }

    static let all = [
        "a\r\nBcc: victim@example.com\r\n\r\nbody",
        "a\nX-Header: y",
        ".\r\n.\r\nQUIT\r\n",
        "é\u{2028}\u{85}\u{202E}日本語\0",
        "=?utf-8?B?QQ==?=",
        "@channel @here @all @everyone <!here> <!channel> <@U012345> <@&42>",
        "[click](https://evil.example.com) ![](https://evil.example.com/x.png) <https://evil.example.com|click>",
        "``` ` ```\n# heading *bold* _it_ ~~strike~~ ||spoiler|| $x$",
        "<script>alert(1)</script>\"' onload='x",
        "${HOME} {{template}} %s %0d%0a \\ \u{1B}[31m",
        String(repeating: "x", count: 100_000),
        String(repeating: "`", count: 100_000),
        String(repeating: "👩‍👩‍👧‍👦", count: 4000),
        String(repeating: "\\u{1}&<>\"", count: 20_000),
    ].map(HostileText.init)
}
