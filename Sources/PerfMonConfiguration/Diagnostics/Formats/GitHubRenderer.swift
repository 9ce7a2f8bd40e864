/// Findings as commands of GitHub Actions, which shows them in the changed files.
enum GitHubRenderer {
    static func render(_ report: DiagnosticReport) -> String {
        report.shown(limit: HumanRenderer.limit).map { line($0) + "\n" }.joined()
    }

    private static func line(_ diagnostic: Diagnostic) -> String {
        var properties: [String] = []
        if case .file(let place) = diagnostic.place {
            properties = ["file=\(escapeProperty(place.file))", "line=\(place.start.line)", "col=\(place.start.column)"]
            if place.start.line == place.end.line { properties.append("endColumn=\(place.end.column)") }
        }
        properties.append("title=\(diagnostic.code)")
        let command = diagnostic.severity == .info ? "notice" : diagnostic.severity.rawValue
        let text = [diagnostic.message, diagnostic.label, diagnostic.help].compactMap(\.self).joined(separator: "; ")
        return "::\(command) \(properties.joined(separator: ","))::\(escape(text))"
    }

    private static func escape(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    private static func escapeProperty(_ text: String) -> String {
        escape(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
