/// Says in our words what libyaml says in its own, and points to where the mistake is rather than to where it shows.
struct SyntaxErrorExplainer {
    let source: SourceFile
    /// The first key or item of every block that could go on here.
    let blocks: [Range<Int>]
    let lastScalar: (range: Range<Int>, isPlain: Bool)?

    func explain(_ problem: YAMLProblem) -> FatalFinding {
        FatalFinding(diagnostic: diagnostic(for: problem))
    }

    private func diagnostic(for problem: YAMLProblem) -> Diagnostic {
        if let invisible = invisibleCharacter(near: problem) { return invisible }
        if "\(problem.context) \(problem.message)".contains("directive") { return directive(problem) }
        switch problem.message {
        case "found character that cannot start any token": return badStart(problem)
        case "found a tab character that violates indentation", "found a tab character where an indentation space is expected":
            return tab(at: problem.offset)
        case "found unexpected end of stream" where problem.context.contains("quoted scalar"),
            "found unexpected document indicator" where problem.context.contains("quoted scalar"):
            return unclosedQuote(at: problem.contextOffset ?? problem.offset)
        case "mapping values are not allowed in this context": return unexpectedColon(problem)
        case "could not find expected ':'": return missingColon(at: problem.contextOffset ?? problem.offset)
        case "did not find expected key", "did not find expected '-' indicator": return unexpectedInBlock(problem)
        case "did not find expected alphabetic or numeric character":
            let start = problem.contextOffset ?? problem.offset
            return needsQuotes(valueAround(start), "a text that starts with `\(source.text(start..<start + 1))` must be quoted")
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'": return unclosedFlow(problem)
        case "found unknown escape character", "did not find expected hexdecimal number": return badEscape(problem)
        case "block sequence entries are not allowed in this context":
            return indentation("a list item must begin on a line of its own", at: problem.offset, length: 1)
        case "mapping keys are not allowed in this context": return indentation("a map cannot begin here", at: problem.offset, length: 1)
        case "found undefined tag handle": return unknownTag(at: problem.contextOffset ?? problem.offset)
        case "did not find expected <document start>":
            return indentation("the file does not go on as the map it began as", at: problem.offset, length: 1)
        case "did not find expected node content": return missingContent(problem)
        case "found incompatible YAML document": return directive(problem)
        default:
            let text = [problem.context, problem.message].filter { !$0.isEmpty }.joined(separator: ", ")
            return make(.syntax, "this is not valid YAML: \(text)", label: nil, at: problem.offset..<problem.offset + 1)
        }
    }

    func make(
        _ code: DiagnosticCode, _ message: String, label: String?, help: String? = nil, at range: Range<Int>,
        related: [Diagnostic.Related] = [], suggestion: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            code, message, label: label, help: help, place: .file(source.range(range)), related: related, suggestion: suggestion)
    }

    private func badStart(_ problem: YAMLProblem) -> Diagnostic {
        guard let byte = byte(at: problem.offset) else { return tab(at: problem.offset) }
        if byte == UInt8(ascii: "\t") { return tab(at: problem.offset) }
        let character = Character(Unicode.Scalar(byte))
        return needsQuotes(valueAround(problem.offset), "a text that starts with `\(character)` must be quoted")
    }

    private func tab(at offset: Int) -> Diagnostic {
        let line = source.line(source.lineIndex(of: offset))
        let start = source.bytes[line].firstIndex(of: UInt8(ascii: "\t")) ?? offset
        var end = start
        while byte(at: end) == UInt8(ascii: "\t") { end += 1 }
        return make(
            .tabIndentation, "a tab cannot indent YAML", label: "use spaces", help: "most editors can turn tabs into spaces",
            at: start..<max(end, start + 1))
    }

    private func unclosedQuote(at offset: Int) -> Diagnostic {
        make(.unclosedQuote, "this quote is never closed", label: "opened here", at: offset..<offset + 1)
    }

    func needsQuotes(_ range: Range<Int>, _ message: String) -> Diagnostic {
        guard shown(range) != nil, let quoted = QuotedText.repair(range, of: source) else {
            return make(.needsQuotes, message, label: "quote it", at: range)
        }
        let isShort = Printable.text(quoted) == quoted
        return make(.needsQuotes, message, label: isShort ? "write \(quoted)" : "quote it", at: range, suggestion: quoted)
    }

    private func badEscape(_ problem: YAMLProblem) -> Diagnostic {
        var start = min(problem.offset, source.bytes.count)
        while start > 0, byte(at: start) != UInt8(ascii: "\\") { start -= 1 }
        let range = start..<start + 2
        return make(
            .badEscape, "YAML does not know the escape `\(Printable.text(source.text(range)))`",
            label: "in double quotes, \\ begins an escape",
            help: "use single quotes, in which \\ stands for itself", at: range)
    }

    private func unknownTag(at offset: Int) -> Diagnostic {
        make(
            .unsupportedTag, "a text that starts with `!` must be quoted", label: "YAML reads this as a tag",
            at: valueAround(offset))
    }

    func indentation(_ message: String, label: String? = nil, at offset: Int, length: Int) -> Diagnostic {
        make(.indentation, message, label: label, at: offset..<offset + length)
    }

    /// The text of a range within one line; `nil` when it might contain a secret.
    func shown(_ range: Range<Int>) -> String? {
        SecretMask(source, secrets: []).hides(range) ? nil : Printable.text(source.text(range), limit: 60)
    }

    func byte(at offset: Int) -> UInt8? {
        source.bytes.indices.contains(offset) ? source.bytes[offset] : nil
    }

    /// From `offset` to the end of the value: a comma or bracket in a flow collection, a comment, or the line's end.
    func valueAround(_ offset: Int) -> Range<Int> {
        let line = source.line(source.lineIndex(of: offset))
        let isInFlow = source.bytes[line.lowerBound..<max(line.lowerBound, min(offset, line.upperBound))].contains {
            $0 == 0x5B || $0 == 0x7B
        }
        var end = offset
        var isInReference = false
        while end < line.upperBound {
            let byte = source.bytes[end]
            if byte == UInt8(ascii: "{"), end > offset, source.bytes[end - 1] == UInt8(ascii: "$") { isInReference = true }
            if isInFlow, !isInReference, end > offset, ",]}".utf8.contains(byte) { break }
            if byte == UInt8(ascii: "}") { isInReference = false }
            if byte == UInt8(ascii: "#"), end > offset, source.bytes[end - 1] == UInt8(ascii: " ") { break }
            end += 1
        }
        while end > offset, source.bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
        return offset..<max(end, min(offset + 1, source.bytes.count))
    }
}
