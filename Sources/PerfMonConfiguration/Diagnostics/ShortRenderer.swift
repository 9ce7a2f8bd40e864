/// One line for each finding, in the form that editors read: `file:line:column: error[PM0102]: …`.
package struct ShortRenderer {
    package init() {}

    package func render(_ report: DiagnosticReport) -> String {
        report.shown(limit: HumanRenderer.limit).map { line(for: $0) + "\n" }.joined()
    }

    func line(for diagnostic: Diagnostic) -> String {
        var line = place(diagnostic)
        line += "\(diagnostic.severity.rawValue)[\(diagnostic.code)]: \(diagnostic.message)"
        let remedy = [diagnostic.label, diagnostic.help].compactMap(\.self).joined(separator: "; ")
        return remedy.isEmpty ? line : "\(line) (\(remedy))"
    }

    private func place(_ diagnostic: Diagnostic) -> String {
        switch diagnostic.place {
        case .file(let range): "\(range.file):\(range.start.line):\(range.start.column): "
        case .environment(let name, _): "env \(name): "
        case .unknown: diagnostic.path.components.isEmpty ? "" : "\(diagnostic.path): "
        }
    }
}
