/// Findings for people: each with its lines of the file, a caret, the path and a remedy, and a sum at the end.
package struct HumanRenderer {
    /// How many findings are shown; all are counted.
    package static let limit = 50
    private let style: TerminalStyle

    package init(style: TerminalStyle = .plain) {
        self.style = style
    }

    /// `elapsed` is shown in the last line.
    package func render(_ report: DiagnosticReport, elapsed: Duration? = nil) -> String {
        let excerpt = report.source.map { SourceExcerpt($0, secrets: report.secrets, style: style) }
        var text = ""
        for diagnostic in report.shown(limit: Self.limit) {
            text += render(diagnostic, excerpt: excerpt) + "\n"
        }
        return text + summary(report, elapsed: elapsed) + "\n"
    }

    private func render(_ diagnostic: Diagnostic, excerpt: SourceExcerpt?) -> String {
        let title = style.severity("\(diagnostic.severity.rawValue)[\(diagnostic.code)]", diagnostic.severity)
        var lines = [title + style.strong(": \(diagnostic.message)")]
        var margin = 2
        var isLabelShown = false
        switch diagnostic.place {
        case .file(let range):
            if let excerpt {
                margin = excerpt.margin(for: diagnostic)
                lines.append(frame("┌─ ", margin) + "\(range.file):\(range.start.line):\(range.start.column)")
                let shown = excerpt.lines(for: diagnostic, at: range)
                isLabelShown = !shown.isEmpty
                lines += shown
            } else {
                lines.append(frame("┌─ ", margin) + range.file)
            }
        case .environment(let name, let value):
            lines.append(frame("┌─ ", margin) + "env \(name)")
            lines += variableExcerpt(name, value: value, diagnostic)
            isLabelShown = true
        case .unknown:
            break
        }
        if !isLabelShown, let label = diagnostic.label { lines.append(frame("= ", margin) + label) }
        lines += notes(diagnostic, margin: margin)
        return lines.map { $0 + "\n" }.joined()
    }

    private func notes(_ diagnostic: Diagnostic, margin: Int) -> [String] {
        var lines: [String] = []
        var note = diagnostic.path.components.isEmpty ? "" : "path: \(diagnostic.path)"
        if !diagnostic.allowed.isEmpty, diagnostic.allowed.count <= 16 {
            let gap = note.isEmpty ? "" : String(repeating: " ", count: max(2, 28 - note.count))
            note += gap + "allowed: " + diagnostic.allowed.map { Printable.text($0, limit: 40) }.joined(separator: ", ")
        }
        if !note.isEmpty { lines.append(frame("= ", margin) + note) }
        if let help = diagnostic.help { lines.append(frame("= ", margin) + "help: \(help)") }
        return lines
    }

    private func variableExcerpt(_ name: String, value: String?, _ diagnostic: Diagnostic) -> [String] {
        let prefix = value == nil ? "" : "\(name)=\""
        let marked = value ?? name
        let width = marked.unicodeScalars.reduce(0) { $0 + Printable.width(of: $1) }
        let underline = style.severity(String(repeating: "^", count: max(1, width)), diagnostic.severity)
        return [
            frame("│ ", 2) + prefix + marked + (value == nil ? "" : "\""),
            frame("│ ", 2) + String(repeating: " ", count: prefix.count) + underline + (diagnostic.label.map { " \($0)" } ?? ""),
        ]
    }

    private func frame(_ text: String, _ margin: Int) -> String {
        String(repeating: " ", count: margin) + style.frame(text)
    }

    private func summary(_ report: DiagnosticReport, elapsed: Duration?) -> String {
        let lines = report.source.map { $0.lineCount == 1 ? "1 line" : "\($0.lineCount) lines" }
        let time = elapsed.map { "\(Int(($0 / .milliseconds(1)).rounded(.up))) ms" }
        let details = [lines, time].compactMap(\.self).joined(separator: ", ")
        let suffix = details.isEmpty ? "" : " (\(details))"
        guard !report.diagnostics.isEmpty else { return "\(report.subject) is valid\(suffix)" }
        let counts = [Diagnostic.Severity.error, .warning, .info].compactMap { severity -> String? in
            let count = report.count(severity)
            guard count > 0 else { return nil }
            return style.severity("\(count) \(severity.rawValue)\(count == 1 ? "" : "s")", severity)
        }
        let hidden = report.count > Self.limit ? ", the first \(Self.limit) shown" : ""
        return "\(counts.joined(separator: ", "))\(hidden) in \(report.subject)\(suffix)"
    }
}
