/// The diagnostics of one configuration together with what is needed to show them.
package struct DiagnosticReport: Sendable {
    package var diagnostics: [Diagnostic]
    package var source: SourceFile?
    /// What to call the configuration in the summary.
    package var subject: String
    /// Byte ranges of the source that must not be shown.
    package var secrets: [Range<Int>]
    /// How many findings there are that are not among the diagnostics.
    var omitted: [Diagnostic.Severity: Int] = [:]

    package init(diagnostics: [Diagnostic], source: SourceFile? = nil, subject: String? = nil, secrets: [Range<Int>] = []) {
        self.diagnostics = diagnostics
        self.source = source
        self.subject = subject ?? source?.name ?? "the settings"
        self.secrets = secrets
    }

    package func count(_ severity: Diagnostic.Severity) -> Int {
        diagnostics.count { $0.severity == severity } + omitted[severity, default: 0]
    }

    /// Of all severities.
    var count: Int { diagnostics.count + omitted.values.reduce(0, +) }

    /// Whether there is nothing to check, for a file could not be read or none could be chosen.
    package var isUnreadable: Bool { diagnostics.contains { $0.code == .unreadableFile } }

    /// The same with every warning as an error.
    package var strict: DiagnosticReport {
        var report = self
        for index in diagnostics.indices where diagnostics[index].severity == .warning { report.diagnostics[index].severity = .error }
        report.omitted[.error] = (omitted[.error] ?? 0) + (omitted[.warning] ?? 0)
        report.omitted[.warning] = nil
        return report
    }

    package var hasErrors: Bool { omitted[.error, default: 0] > 0 || diagnostics.contains { $0.severity == .error } }
}

extension DiagnosticReport {
    package static func unreadable(_ path: String, _ reason: String) -> DiagnosticReport {
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
