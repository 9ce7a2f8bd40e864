/// The diagnostics of one configuration together with what is needed to show them.
package struct DiagnosticReport: Sendable {
    package var diagnostics: [Diagnostic]
    package var source: SourceFile?
    /// What to call the configuration in the summary.
    package var subject: String
    /// Byte ranges of the source that must not be shown.
    package var secrets: [Range<Int>]

    package init(diagnostics: [Diagnostic], source: SourceFile? = nil, subject: String? = nil, secrets: [Range<Int>] = []) {
        self.diagnostics = diagnostics
        self.source = source
        self.subject = subject ?? source?.name ?? "the settings"
        self.secrets = secrets
    }

    package func count(_ severity: Diagnostic.Severity) -> Int {
        diagnostics.count { $0.severity == severity }
    }

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

extension DiagnosticReport {
    static func unreadable(_ path: String, _ reason: String) -> DiagnosticReport {
        let name = Printable.text(path, limit: 300)
        return DiagnosticReport(diagnostics: [Diagnostic(.unreadableFile, "cannot read `\(name)`: \(reason)")], subject: name)
    }

    /// In the order of the file, and once each: what stands behind several aliases is one mistake. What has no place
    /// in the file comes last.
    mutating func arrange() {
        struct Mistake: Hashable {
            var code: DiagnosticCode
            var place: SourceRange
            var component: SettingPath.Component?
        }
        var seen: Set<Mistake> = []
        diagnostics.removeAll { diagnostic in
            guard case .file(let place) = diagnostic.place else { return false }
            let mistake = Mistake(code: diagnostic.code, place: place, component: diagnostic.path.components.last)
            return !seen.insert(mistake).inserted
        }
        func offset(_ diagnostic: Diagnostic) -> Int {
            if case .file(let range) = diagnostic.place { range.bytes.lowerBound } else { .max }
        }
        // The index keeps findings at one place in the order in which they were made.
        diagnostics = diagnostics.enumerated()
            .sorted { (offset($0.element), $0.offset) < (offset($1.element), $1.offset) }
            .map(\.element)
    }
}
