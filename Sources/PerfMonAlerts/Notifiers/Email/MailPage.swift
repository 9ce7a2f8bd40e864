internal import PerfMonModel
internal import PerfMonReporting

/// A message as HTML for mail programs: tables with inline styles, no scripts, no style sheet, nothing from elsewhere.
///
/// Word, which shows mails in Outlook, knows widths and padding of table cells only. A page stays far below the 102 KB after
/// which Gmail cuts.
struct MailPage {
    private let page: HTML

    init(_ message: Message) {
        page = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>\(message.title)</title></head>
            <body style="margin:0;padding:16px;font-family:Helvetica,Arial,sans-serif;font-size:14px;line-height:1.4">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:720px">
            \(Self.row("<strong style=\"font-size:18px\">\(message.title)</strong>"))
            \(Self.row("<strong>\(message.classification)</strong>: \(message.verdict)"))
            \(each: message.advice, { Self.row("\($0)") })
            \(message.history.map { Self.row("<em>\($0)</em>") })
            \(Self.split(message.split))
            \(Self.block("Hot path", message.hotPath))
            \(Self.functions(message.functions))
            \(Self.facts(message.facts))
            \(Self.block("Call tree", message.callTree))
            \(Self.row("<small>\(message.report)</small>"))
            \(Self.attachments(message.attachments))
            </table></body></html>

            """
    }

    var text: String { page.source }

    private static func row(_ content: HTML) -> HTML {
        "<tr><td style=\"padding:4px 0\">\(content)</td></tr>\n"
    }

    /// A bar of cells, and the figures below it.
    private static func split(_ parts: [Message.Part]) -> HTML {
        guard !parts.isEmpty else { return "" }
        let cells = HTML.joined(
            parts.map { part in
                "<td width=\"\(max(1, Int((part.share * 100).rounded())))%\" bgcolor=\"\(color(part.state))\" height=\"14\">&nbsp;</td>"
            })
        let rows = HTML.joined(
            parts.map { part in
                """
                <tr><td width="14" bgcolor="\(color(part.state))">&nbsp;</td><td style="padding:2px 8px">\(part.title)</td>\
                <td align="right" style="padding:2px 8px">\(part.duration)</td><td align="right">\(part.percentage)</td></tr>

                """
            })
        let bar: HTML = "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\"><tr>\(cells)</tr></table>\n"
        let table: HTML = "<table cellpadding=\"0\" cellspacing=\"2\">\n\(rows)</table>"
        return row(bar) + row(table)
    }

    private static func block(_ title: String, _ lines: [String]) -> HTML {
        guard !lines.isEmpty else { return "" }
        let text = HTML.joined(lines.map { "\($0)\n" })
        return row("<strong>\(title)</strong><pre style=\"margin:4px 0;font-family:Consolas,Menlo,monospace;font-size:12px\">\(text)</pre>")
    }

    private static func functions(_ functions: [Message.Function]) -> HTML {
        guard !functions.isEmpty else { return "" }
        let rows = HTML.joined(
            functions.map { function in
                """
                <tr><td style="padding:2px 8px 2px 0"><code>\(function.name)</code></td><td align="right" style="padding:2px 8px">\
                \(function.own)</td><td align="right" style="padding:2px 8px">\(function.total)</td>\
                <td align="right" style="padding:2px 8px">\(String(function.runs))</td></tr>

                """
            })
        let head: HTML = """
            <tr><th align="left" style="padding:2px 8px 2px 0">Slowest functions</th><th align="right" style="padding:2px 8px">itself</th>\
            <th align="right" style="padding:2px 8px">in all</th><th align="right" style="padding:2px 8px">runs</th></tr>

            """
        return row("<table cellpadding=\"0\" cellspacing=\"0\">\n\(head)\(rows)</table>")
    }

    private static func attachments(_ names: [String]) -> HTML {
        names.isEmpty ? "" : row("<small>Attached: \(names.joined(separator: ", "))</small>")
    }

    private static func facts(_ facts: [Message.Fact]) -> HTML {
        guard !facts.isEmpty else { return "" }
        let rows = HTML.joined(
            facts.map { "<tr><td valign=\"top\" style=\"padding:2px 8px 2px 0\">\($0.label)</td><td><code>\($0.value)</code></td></tr>\n" })
        return row("<table cellpadding=\"0\" cellspacing=\"0\">\n\(rows)</table>")
    }

    private static func color(_ state: LaneState) -> String {
        switch state {
        case .running: "#d9534f"
        case .runnable: "#e8a33d"
        case .blocked: "#8e44ad"
        case .suspended: "#3b7dd8"
        case .notSampled: "#b0b4ba"
        }
    }
}

extension HTML {
    fileprivate static func + (first: HTML, second: HTML) -> HTML { .joined([first, second]) }
}
