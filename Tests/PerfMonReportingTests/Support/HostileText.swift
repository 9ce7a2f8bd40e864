internal import Testing

/// Text that would do harm if a renderer took it for more than text.
struct HostileText: Sendable, CustomTestStringConvertible {
    let text: String

    /// Without the control characters, which a terminal would obey.
    var testDescription: String { text.debugDescription }

    static let all = [
        "</script><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "--><!--<style>*{display:none}</style>",
        "&lt;script&gt;&amp;&#60;",
        "line\u{2028}separator\u{2029}",
        "nul\0escape\u{1B}[31m\u{9B}",
        "\u{202E}gnp.exe\u{2066}\u{200B}",
        "first\r\nSet-Cookie: a=b\n\n# heading\n| a | b |\n```\n",
        "``` `` ` ````",
        "<!channel> @here @all [x](javascript:alert(1)) ![](http://example.com/x.png) *a* _b_ ~c~ $d$",
        "<![CDATA[x]]><?php ?><!doctype html>",
    ].map(HostileText.init)
}
