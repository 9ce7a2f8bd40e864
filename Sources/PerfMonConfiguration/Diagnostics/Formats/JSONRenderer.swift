/// Findings for programs. The form is stable: keys may be added under the same `format_version`.
enum JSONRenderer {
    /// As many of a file as are written; all are counted.
    static let limit = 1000

    static func tree(_ reports: [DiagnosticReport]) -> JSONValue {
        func count(_ severity: Diagnostic.Severity) -> JSONValue { .integer(reports.reduce(0) { $0 + $1.count(severity) }) }
        return .object([
            "format_version": .text("1.0"),
            "valid": .boolean(!reports.contains(where: \.hasErrors)),
            "files": .array(reports.map { .text($0.subject) }),
            "error_count": count(.error), "warning_count": count(.warning), "info_count": count(.info),
            "diagnostics": .array(reports.flatMap(diagnostics)),
        ])
    }

    static func diagnostics(_ report: DiagnosticReport) -> [JSONValue] {
        let mask = report.source.map { SecretMask($0, secrets: report.secrets) }
        return report.shown(limit: limit).map { value($0, report, mask) }
    }

    private static func value(_ diagnostic: Diagnostic, _ report: DiagnosticReport, _ mask: SecretMask?) -> JSONValue {
        var object: [String: JSONValue] = [
            "code": .text(diagnostic.code.description),
            "severity": .text(diagnostic.severity.rawValue),
            "message": .text(diagnostic.message),
            "explain": .text("perfmon explain \(diagnostic.code)"), "docs_url": .text(CodePage.address(of: diagnostic.code)),
            "related": .array(diagnostic.related.map { .object(["message": .text($0.message), "range": range($0.place)]) }),
        ]
        object["label"] = diagnostic.label.map { .text($0) }
        object["help"] = diagnostic.help.map { .text($0) }
        if !diagnostic.path.components.isEmpty {
            object["path"] = .text(diagnostic.path.description)
            object["pointer"] = .text(diagnostic.path.pointer)
        }
        if !diagnostic.allowed.isEmpty { object["allowed"] = .array(diagnostic.allowed.map { .text(Printable.text($0)) }) }
        switch diagnostic.place {
        case .file(let place):
            object["range"] = range(place)
            if let source = report.source, let mask { object["snippet"] = snippet(place, source, mask) }
            object["suggestions"] = .array(suggestions(diagnostic, at: place))
        case .environment(let name, let value):
            object["variable"] = .text(name)
            object["snippet"] = snippet(name, value: value)
        case .unknown: break
        }
        return .object(object)
    }

    /// The variable as a shell would set it, with its value marked; its name when the value must not be shown.
    private static func snippet(_ name: String, value: String?) -> JSONValue {
        let start = value == nil ? 0 : name.unicodeScalars.count + 2
        return .object([
            "text": .text(value.map { "\(name)=\"\($0)\"" } ?? name), "highlight_start": .integer(start),
            "highlight_end": .integer(start + (value ?? name).unicodeScalars.count), "redacted": .boolean(value == nil),
        ])
    }

    private static func suggestions(_ diagnostic: Diagnostic, at place: SourceRange) -> [JSONValue] {
        guard let text = diagnostic.suggestion else { return [] }
        return [
            .object([
                "text": .text(text), "range": range(place), "applicability": .text(diagnostic.isFixSafe ? "safe" : "maybe"),
            ])
        ]
    }

    private static func range(_ place: SourceRange) -> JSONValue {
        func position(_ position: SourceRange.Position, _ byte: Int) -> JSONValue {
            .object(["line": .integer(position.line), "column": .integer(position.column), "byte": .integer(byte)])
        }
        return .object([
            "file": .text(place.file), "start": position(place.start, place.bytes.lowerBound),
            "end": position(place.end, place.bytes.upperBound),
        ])
    }

    /// The first line of the place, without secrets.
    private static func snippet(_ place: SourceRange, _ source: SourceFile, _ mask: SecretMask) -> JSONValue? {
        guard !source.bytes.isEmpty, place.start.line <= source.lineStarts.count else { return nil }
        let line = source.line(place.start.line - 1)
        let row = ExcerptRow(line, of: source, mask: mask, focus: place.bytes)
        let columns = row.columns(of: place.bytes.clamped(to: line))
        return .object([
            "text": .text(row.text), "highlight_start": .integer(codePoints(of: row.text, before: columns.lowerBound)),
            "highlight_end": .integer(codePoints(of: row.text, before: columns.upperBound)),
            "redacted": .boolean(!mask.hidden(in: line).isEmpty),
        ])
    }
}

extension JSONRenderer {
    /// A terminal gives some characters two columns, and others none.
    fileprivate static func codePoints(of text: String, before column: Int) -> Int {
        var width = 0
        return text.unicodeScalars.prefix { scalar in
            width += Printable.width(of: scalar)
            return width <= column
        }.count
    }
}

extension SettingPath {
    /// As a JSON Pointer, RFC 6901.
    var pointer: String {
        components.map { component in
            switch component {
            case .key(let key): "/" + Printable.text(key, limit: 200).replacing("~", with: "~0").replacing("/", with: "~1")
            case .index(let index): "/\(index)"
            }
        }.joined()
    }
}

extension Diagnostic {
    /// Whether putting the suggestion in place of the marked text changes nothing but the mistake.
    package var isFixSafe: Bool {
        switch code {
        case .unknownKey, .needsQuotes, .ambiguousScalar, .looksLikeComment, .badDuration, .badQuantity: suggestion != nil
        case .wrongType: suggestion == "true" || suggestion == "false"
        default: false
        }
    }
}
