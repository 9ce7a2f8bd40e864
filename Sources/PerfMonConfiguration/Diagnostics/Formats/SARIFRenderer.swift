/// Findings as SARIF 2.1.0, whose columns count UTF-16 code units.
enum SARIFRenderer {
    private static let limit = 1000

    static func tree(_ reports: [DiagnosticReport]) -> JSONValue {
        let shown = reports.map { ($0, $0.shown(limit: limit)) }
        let codes = Set(shown.flatMap { $0.1.map(\.code) }).sorted { $0.number < $1.number }
        return .object([
            "$schema": .text("https://json.schemastore.org/sarif-2.1.0.json"),
            "version": .text("2.1.0"),
            "runs": .array([
                .object([
                    "tool": .object(["driver": .object(["name": .text("perfmon"), "rules": .array(codes.map(rule))])]),
                    "columnKind": .text("utf16CodeUnits"),
                    "results": .array(shown.flatMap { report, diagnostics in diagnostics.map { result($0, report) } }),
                ])
            ]),
        ])
    }

    private static func rule(_ code: DiagnosticCode) -> JSONValue {
        let page = CodePage.all.first { $0.code == code }
        return .object([
            "id": .text(code.description),
            "shortDescription": .object(["text": .text(page?.title ?? code.description)]),
            "fullDescription": .object(["text": .text(page?.text ?? code.description)]),
            "help": .object(["text": .text("perfmon explain \(code)")]),
            "helpUri": .text(CodePage.address(of: code)),
            "defaultConfiguration": .object(["level": .text(level(code.severity))]),
        ])
    }

    private static func level(_ severity: Diagnostic.Severity) -> String {
        severity == .info ? "note" : severity.rawValue
    }

    private static func result(_ diagnostic: Diagnostic, _ report: DiagnosticReport) -> JSONValue {
        let remedy = [diagnostic.label, diagnostic.help].compactMap(\.self)
        var object: [String: JSONValue] = [
            "ruleId": .text(diagnostic.code.description),
            "level": .text(level(diagnostic.severity)),
            "message": .object(["text": .text(([diagnostic.message] + remedy).joined(separator: "; "))]),
        ]
        guard case .file(let place) = diagnostic.place else { return .object(object) }
        object["locations"] = .array([location(place, report.source)])
        if !diagnostic.related.isEmpty {
            object["relatedLocations"] = .array(
                diagnostic.related.map { related in
                    guard case .object(var value) = location(related.place, report.source) else { return .null }
                    value["message"] = .object(["text": .text(related.message)])
                    return .object(value)
                })
        }
        if diagnostic.isFixSafe, let text = diagnostic.suggestion {
            let change: JSONValue = .object([
                "artifactLocation": .object(["uri": .text(place.file)]),
                "replacements": .array([
                    .object(["deletedRegion": region(place, report.source), "insertedContent": .object(["text": .text(text)])])
                ]),
            ])
            object["fixes"] = .array([.object(["artifactChanges": .array([change])])])
        }
        return .object(object)
    }

    private static func location(_ place: SourceRange, _ source: SourceFile?) -> JSONValue {
        .object([
            "physicalLocation": .object([
                "artifactLocation": .object(["uri": .text(place.file)]), "region": region(place, source),
            ])
        ])
    }

    private static func region(_ place: SourceRange, _ source: SourceFile?) -> JSONValue {
        .object([
            "startLine": .integer(place.start.line), "endLine": .integer(place.end.line),
            "startColumn": .integer(column(place.start, byte: place.bytes.lowerBound, source)),
            "endColumn": .integer(column(place.end, byte: place.bytes.upperBound, source)),
        ])
    }

    private static func column(_ position: SourceRange.Position, byte: Int, _ source: SourceFile?) -> Int {
        guard let source, position.line <= source.lineStarts.count else { return position.column }
        let start = source.line(position.line - 1).lowerBound
        return start <= byte ? source.text(start..<byte).utf16.count + 1 : position.column
    }
}
