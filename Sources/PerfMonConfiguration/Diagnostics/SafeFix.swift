/// The repairs of a file that change nothing but mistakes: mistyped keys, missing quotes, spelled-out units, boolean
/// words of YAML 1.1, tabs in indentation. Comments and everything else stay as they are.
package struct SafeFix {
    /// How often the file is checked again, since some mistakes hide others.
    private static let rounds = 50

    private let original: SourceFile
    private let secrets: [Range<Int>]
    private var bytes: [UInt8]
    package private(set) var count = 0
    /// What is found in the repaired file.
    package private(set) var remaining: DiagnosticReport

    package init(_ source: SourceFile, report: DiagnosticReport, environment: EnvironmentVariables) {
        original = source
        secrets = report.secrets
        bytes = source.bytes
        remaining = report
        let loader = ConfigurationLoader(environment: environment)
        for _ in 0..<Self.rounds {
            let edits = Self.edits(remaining)
            // What cannot be done together may be right alone.
            guard apply(edits, loader) || edits.count > 1 && edits.contains(where: { apply([$0], loader) }) else { break }
        }
    }

    /// `false`, without any effect, when there is nothing to do or the file would be worse than before.
    private mutating func apply(_ edits: [SafeEdit], _ loader: ConfigurationLoader) -> Bool {
        guard !edits.isEmpty else { return false }
        var repaired = bytes
        for replacement in edits.flatMap(\.replacements).sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            repaired.replaceSubrange(replacement.range, with: Array(replacement.text.utf8))
        }
        let report = loader.load(SourceFile(name: original.name, bytes: repaired)).report
        guard !report.isWorse(than: remaining) else { return false }
        bytes = repaired
        remaining = report
        count += edits.count
        return true
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package var summary: String { count == 1 ? "1 repair" : "\(count) repairs" }

    /// Edits that do not touch each other.
    private static func edits(_ report: DiagnosticReport) -> [SafeEdit] {
        guard let source = report.source else { return [] }
        var edits: [SafeEdit] = []
        for diagnostic in report.diagnostics {
            guard let edit = SafeEdit(diagnostic, in: source) else { continue }
            if !edits.contains(where: { $0.touches(edit) }) { edits.append(edit) }
        }
        return edits
    }

    /// The changed lines, without secrets.
    package var difference: String {
        let repaired = SourceFile(name: original.name, bytes: bytes)
        var text = "--- \(original.name)\n+++ \(original.name) (repaired)\n"
        for index in 0..<max(original.lineStarts.count, repaired.lineStarts.count) {
            let before = original.text(original.line(index))
            let after = repaired.text(repaired.line(index))
            guard before != after else { continue }
            text += "@@ line \(index + 1) @@\n-\(shown(index, of: original, secrets))\n+\(shown(index, of: repaired, remaining.secrets))\n"
        }
        return text
    }

    private func shown(_ index: Int, of source: SourceFile, _ secrets: [Range<Int>]) -> String {
        ExcerptRow(source.line(index), of: source, mask: SecretMask(source, secrets: secrets), focus: nil).text
    }
}

extension DiagnosticReport {
    /// Whether the file cannot be read at all, or only up to an earlier place, or has more keys that are there twice.
    fileprivate func isWorse(than other: DiagnosticReport) -> Bool {
        func duplicates(_ report: DiagnosticReport) -> Int { report.diagnostics.count { $0.code == .duplicateKey } }
        if duplicates(self) > duplicates(other) { return true }
        guard let end = syntaxError else { return false }
        guard let before = other.syntaxError else { return true }
        return (end.line, end.column) <= (before.line, before.column)
    }

    /// Where reading had to end.
    private var syntaxError: SourceRange.Position? {
        let codes: [DiagnosticCode] = [
            .tabIndentation, .indentation, .unclosedQuote, .needsQuotes, .badEscape, .severalDocuments, .undefinedAlias, .recursiveAlias,
            .unrenderedTemplate, .syntax,
        ]
        for diagnostic in diagnostics where codes.contains(diagnostic.code) {
            if case .file(let place) = diagnostic.place { return place.start }
        }
        return nil
    }
}
