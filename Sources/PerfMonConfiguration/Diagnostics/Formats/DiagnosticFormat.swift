/// How findings are written.
package enum DiagnosticFormat: String, Sendable, CaseIterable {
    /// With excerpts of the file, for people.
    case human
    /// One line each, for editors.
    case short
    /// One object, for programs.
    case json
    /// One object in each line.
    case jsonl
    /// SARIF 2.1.0, for code scanning.
    case sarif
    /// Commands of GitHub Actions.
    case github
    /// The whole file with the findings below its lines, for a chat or a review.
    case annotate

    /// `elapsed` is for people only, so it is left out of the other formats.
    package func render(_ reports: [(report: DiagnosticReport, elapsed: Duration)], style: TerminalStyle) -> String {
        switch self {
        case .human: reports.map { HumanRenderer(style: style).render($0.report, elapsed: $0.elapsed) }.joined(separator: "\n")
        case .short: reports.map { ShortRenderer().render($0.report) }.joined()
        case .json: JSONWriter.text(JSONRenderer.tree(reports.map(\.report)).node) + "\n"
        case .jsonl: reports.flatMap { JSONRenderer.diagnostics($0.report) }.map { JSONWriter.line($0) + "\n" }.joined()
        case .sarif: JSONWriter.text(SARIFRenderer.tree(reports.map(\.report)).node) + "\n"
        case .github: reports.map { GitHubRenderer.render($0.report) }.joined()
        case .annotate: reports.map { AnnotationRenderer.render($0.report) }.joined(separator: "\n")
        }
    }
}

extension JSONValue {
    /// As a tree, whose keys are sorted.
    var node: Node {
        switch self {
        case .null: Node(content: .scalar(Scalar(text: "null", value: .null, isPlain: true)), range: 0..<0)
        case .boolean(let value): Node(content: .scalar(Scalar(text: description, value: .boolean(value), isPlain: true)), range: 0..<0)
        case .number(let value): Node(content: .scalar(Scalar(text: description, value: .number(value), isPlain: true)), range: 0..<0)
        case .text(let text): JSONTree.text(text)
        case .array(let items): JSONTree.list(items.map(\.node))
        case .object(let entries): JSONTree.map(entries.sorted { $0.key < $1.key }.map { ($0.key, $0.value.node) })
        }
    }

    static func integer(_ value: Int) -> JSONValue { .number(Double(value)) }
}
