/// The whole file with what was found below each line, for a chat or a review. Secrets are not in it.
enum AnnotationRenderer {
    static func render(_ report: DiagnosticReport) -> String {
        var text = ""
        var below: [Int: [(Diagnostic, SourceRange)]] = [:]
        var others: [Diagnostic] = []
        for diagnostic in report.shown(limit: HumanRenderer.limit) {
            if case .file(let place) = diagnostic.place, report.source != nil {
                below[place.start.line, default: []].append((diagnostic, place))
            } else {
                others.append(diagnostic)
            }
        }
        if let source = report.source { text += lines(of: source, report.secrets, below) }
        text += others.map { ShortRenderer().line(for: $0) + "\n" }.joined()
        return text + (others.isEmpty && below.isEmpty ? "\(report.subject) is valid\n" : "")
    }

    private static func lines(
        of source: SourceFile, _ secrets: [Range<Int>], _ below: [Int: [(Diagnostic, SourceRange)]]
    ) -> String {
        let mask = SecretMask(source, secrets: secrets)
        let margin = String(source.lineCount).count
        var text = ""
        for index in 0..<source.lineCount {
            let line = source.line(index)
            let findings = below[index + 1] ?? []
            let row = ExcerptRow(line, of: source, mask: mask, focus: findings.first?.1.bytes)
            let number = String(index + 1)
            text += String(repeating: " ", count: margin - number.count) + "\(number)│" + (row.text.isEmpty ? "" : " " + row.text) + "\n"
            for (diagnostic, place) in findings {
                let start = min(max(place.bytes.lowerBound, line.lowerBound), line.upperBound)
                let columns = row.columns(of: start..<max(start, min(place.bytes.upperBound, line.upperBound)))
                let remedy = [diagnostic.label, diagnostic.help].compactMap(\.self).joined(separator: "; ")
                text += String(repeating: " ", count: margin) + "│ " + String(repeating: " ", count: columns.lowerBound)
                text += String(repeating: "^", count: max(1, columns.count))
                text +=
                    " \(diagnostic.severity.rawValue)[\(diagnostic.code)]: \(diagnostic.message)" + (remedy.isEmpty ? "" : " (\(remedy))")
                    + "\n"
            }
        }
        return text
    }
}
