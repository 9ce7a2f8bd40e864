/// The lines of a file that a finding is about, numbered and underlined, without secrets.
struct SourceExcerpt {
    private struct Mark {
        var line: Int
        var bytes: Range<Int>
        var label: String?
        var isPrimary: Bool
    }

    private let source: SourceFile
    private let mask: SecretMask
    private let style: TerminalStyle

    init(_ source: SourceFile, secrets: [Range<Int>], style: TerminalStyle) {
        self.source = source
        self.mask = SecretMask(source, secrets: secrets)
        self.style = style
    }

    /// The columns that line numbers take.
    func margin(for diagnostic: Diagnostic) -> Int {
        let last = marks(of: diagnostic).map(\.line).max() ?? 0
        return String(last + 1).count
    }

    func lines(for diagnostic: Diagnostic, at range: SourceRange) -> [String] {
        guard !source.bytes.isEmpty, diagnostic.code != .wrongEncoding, !source.line(range.start.line - 1).isEmpty || !range.bytes.isEmpty
        else { return [] }
        let marks = marks(of: diagnostic)
        var shown = Set(marks.map(\.line))
        if diagnostic.related.isEmpty, let parent = parentLine(of: range.start.line - 1) { shown.insert(parent) }
        let margin = margin(for: diagnostic)
        var lines: [String] = []
        for line in shown.sorted() {
            let row = ExcerptRow(source.line(line), of: source, mask: mask, focus: marks.first { $0.line == line }?.bytes)
            let number = String(line + 1)
            let padding = String(repeating: " ", count: margin - number.count)
            lines.append(padding + style.frame("\(number)│") + (row.text.isEmpty ? "" : " " + row.text))
            for mark in marks where mark.line == line {
                lines.append(underline(mark, in: row, severity: diagnostic.severity, margin: margin))
            }
        }
        return lines
    }

    private func underline(_ mark: Mark, in row: ExcerptRow, severity: Diagnostic.Severity, margin: Int) -> String {
        let columns = row.columns(of: mark.bytes)
        let character = mark.isPrimary ? "^" : "-"
        let text = String(repeating: character, count: max(1, columns.count)) + (mark.label.map { " \($0)" } ?? "")
        let styled = mark.isPrimary ? style.severity(text, severity) : style.secondary(text)
        return String(repeating: " ", count: margin) + style.frame("│ ") + String(repeating: " ", count: columns.lowerBound) + styled
    }

    /// Of a range over several lines, only the first line is marked.
    private func marks(of diagnostic: Diagnostic) -> [Mark] {
        guard case .file(let range) = diagnostic.place else { return [] }
        var marks = [mark(range, label: diagnostic.label, isPrimary: true)]
        for related in diagnostic.related { marks.append(mark(related.place, label: related.message, isPrimary: false)) }
        return marks
    }

    private func mark(_ range: SourceRange, label: String?, isPrimary: Bool) -> Mark {
        let line = source.line(range.start.line - 1)
        let start = min(max(range.bytes.lowerBound, line.lowerBound), line.upperBound)
        return Mark(
            line: range.start.line - 1, bytes: start..<max(start, min(range.bytes.upperBound, line.upperBound)), label: label,
            isPrimary: isPrimary)
    }

    /// The line that the given one is indented below.
    private func parentLine(of index: Int) -> Int? {
        let own = indent(of: index)
        guard let own, own > 0 else { return nil }
        return (0..<index).last { line in indent(of: line).map { $0 < own } ?? false }
    }

    /// `nil` for blank lines and comments.
    private func indent(of index: Int) -> Int? {
        let line = source.line(index)
        guard let first = line.first(where: { source.bytes[$0] != UInt8(ascii: " ") }), source.bytes[first] != UInt8(ascii: "#") else {
            return nil
        }
        return first - line.lowerBound
    }
}
