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
            guard !edits.isEmpty else { break }
            for (range, text) in edits.sorted(by: { $0.0.lowerBound > $1.0.lowerBound }) {
                bytes.replaceSubrange(range, with: Array(text.utf8))
                count += 1
            }
            remaining = loader.load(SourceFile(name: source.name, bytes: bytes)).report
        }
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package var summary: String { count == 1 ? "1 repair" : "\(count) repairs" }

    /// Edits that do not touch each other.
    private static func edits(_ report: DiagnosticReport) -> [(Range<Int>, String)] {
        var edits: [(Range<Int>, String)] = []
        for diagnostic in report.diagnostics {
            guard case .file(let place) = diagnostic.place, let edit = edit(diagnostic, at: place.bytes, report.source) else { continue }
            if !edits.contains(where: { $0.0.overlaps(edit.0) }) { edits.append(edit) }
        }
        return edits
    }

    private static func edit(_ diagnostic: Diagnostic, at range: Range<Int>, _ source: SourceFile?) -> (Range<Int>, String)? {
        if diagnostic.code == .tabIndentation, let source {
            let line = source.line(source.lineIndex(of: range.lowerBound))
            let indent = source.bytes[line].prefix { $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: " ") }
            let width = indent.reduce(0) { $0 + ($1 == UInt8(ascii: "\t") ? 2 : 1) }
            return (line.lowerBound..<line.lowerBound + indent.count, String(repeating: " ", count: width))
        }
        guard diagnostic.isFixSafe, let text = diagnostic.suggestion, !range.isEmpty else { return nil }
        return (range, text)
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
