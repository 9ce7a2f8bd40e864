/// Errors in how lines and brackets fit together.
extension SyntaxErrorExplainer {
    /// `a: b: c`, a line deeper than a finished value, or a key without its colon on the line before.
    func unexpectedColon(_ problem: YAMLProblem) -> Diagnostic {
        if let long = longKey(at: problem.offset) { return long }
        let lineIndex = source.lineIndex(of: problem.offset)
        let line = source.line(lineIndex)
        let before = line.lowerBound..<max(line.lowerBound, problem.offset)
        if let colon = source.bytes[before].indices.first(where: { byte(at: $0) == 0x3A && byte(at: $0 + 1) == 0x20 }) {
            var start = colon + 1
            while byte(at: start) == UInt8(ascii: " ") { start += 1 }
            return needsQuotes(valueAround(start), "a text that contains `: ` must be quoted")
        }
        if let scalar = lastScalar?.range, let previous = previousContentLine(before: lineIndex), !isKeyLine(previous) {
            let text = content(of: previous)
            if text.upperBound > scalar.lowerBound {
                return colonMissing(behind: text)
            }
        }
        if let previous = previousContentLine(before: lineIndex), indent(of: lineIndex) > indent(of: previous) {
            return make(
                .indentation, "this line is indented more than the one before, which already has a value",
                label: "indented by \(indent(of: lineIndex)) spaces", at: keyAtStart(of: lineIndex),
                related: [.init("indented by \(indent(of: previous))", at: source.range(keyAtStart(of: previous)))])
        }
        return indentation("a colon cannot stand here", at: problem.offset, length: 1)
    }

    func missingColon(at offset: Int) -> Diagnostic {
        if let long = longKey(at: offset) { return long }
        let range = content(of: source.lineIndex(of: offset))
        let text = max(range.lowerBound, min(offset, range.upperBound))..<range.upperBound
        let isMissingBlank = source.text(text).contains(":")
        if !isMissingBlank, !source.text(text).contains(" ") { return colonMissing(behind: text) }
        return make(
            .syntax,
            isMissingBlank ? "there is no space behind the colon" : "this line is not a key with a value",
            label: isMissingBlank ? "write a space behind the colon" : "expected `key: value`",
            at: text
        )
    }

    private func colonMissing(behind text: Range<Int>) -> Diagnostic {
        make(
            .indentation, "\(shown(text).map { "`\($0)`" } ?? "this") has no colon", label: "write a colon behind it", at: text)
    }

    func unexpectedInBlock(_ problem: YAMLProblem) -> Diagnostic {
        let lineIndex = source.lineIndex(of: problem.offset)
        if let scalar = lastScalar, !scalar.isPlain, byte(at: scalar.range.lowerBound).map({ "\"'".utf8.contains($0) }) ?? false,
            source.lineIndex(of: max(0, scalar.range.upperBound - 1)) == lineIndex, scalar.range.upperBound <= problem.offset
        {
            return textAfterQuote(scalar.range, at: problem.offset, lineIndex: lineIndex)
        }
        if let misplaced = behindBracket(problem) { return misplaced }
        if byte(at: problem.offset) == UInt8(ascii: "\t")
            || source.bytes[source.line(lineIndex)].prefix(while: { $0 == 0x20 || $0 == 0x09 }).contains(0x09)
        {
            return make(.tabIndentation, "a tab cannot indent YAML", label: "use spaces", at: keyAtStart(of: lineIndex))
        }
        let found = indent(of: lineIndex)
        let levels = blocks.map { (column: source.position(of: $0.lowerBound).column - 1, range: $0) }
        guard !levels.contains(where: { $0.column == found }),
            let nearest = levels.min(by: { abs($0.column - found) <= abs($1.column - found) })
        else {
            let isItem = byte(at: content(of: lineIndex).lowerBound) == UInt8(ascii: "-")
            return indentation(
                isItem ? "a list item cannot stand between the keys of a map" : "this line does not fit the list or map around it",
                label: isItem ? "indent it if it belongs to the list above" : nil,
                at: content(of: lineIndex).lowerBound, length: max(1, keyAtStart(of: lineIndex).count))
        }
        return make(
            .indentation,
            "this line is indented by \(found) \(found == 1 ? "space" : "spaces"), which fits no level",
            label: "expected \(Set(levels.map(\.column)).sorted().map(String.init).joined(separator: " or ")) spaces",
            at: keyAtStart(of: lineIndex),
            related: [.init("this is indented by \(nearest.column)", at: source.range(nearest.range))]
        )
    }

    private func textAfterQuote(_ scalar: Range<Int>, at offset: Int, lineIndex: Int) -> Diagnostic {
        let opening = source.lineIndex(of: scalar.lowerBound)
        guard opening != lineIndex else {
            return make(
                .unclosedQuote, "there is text behind the closing quote", label: "this does not belong to the value",
                help: "quote the whole value, or remove one of the parts", at: valueAround(offset))
        }
        return make(
            .unclosedQuote, "this quote is closed only on line \(lineIndex + 1), by the quote of another value", label: "opened here",
            at: scalar.lowerBound..<scalar.lowerBound + 1,
            related: [.init("closed here", at: source.range(scalar.upperBound - 1..<scalar.upperBound))])
    }

    func unclosedFlow(_ problem: YAMLProblem) -> Diagnostic {
        if let text = bracketInText(problem) { return text }
        let opening = problem.contextOffset ?? problem.offset
        let bracket = byte(at: opening) == UInt8(ascii: "{") ? "{" : "["
        let line = source.line(source.lineIndex(of: problem.offset))
        if byte(at: problem.offset) == UInt8(ascii: "{") || byte(at: problem.offset - 1) == UInt8(ascii: "$") {
            var start = problem.offset
            while start > line.lowerBound, let byte = byte(at: start - 1), !" ,[".utf8.contains(byte) { start -= 1 }
            return needsQuotes(
                start..<endOfBraces(start..<line.upperBound), "inside `[ ]` and `{ }`, a text with braces must be quoted")
        }
        return make(
            .unclosedQuote, "this `\(bracket)` is not closed", label: "opened here", at: opening..<opening + 1,
            related: [
                .init("expected `,` or `\(bracket == "{" ? "}" : "]")` before this", at: source.range(problem.offset..<problem.offset + 1))
            ])
    }

    /// Where a text ends that may have pairs of braces in it: a comma, a blank or a bracket behind them.
    private func endOfBraces(_ range: Range<Int>) -> Int {
        var isInBraces = false
        for offset in range {
            let byte = source.bytes[offset]
            if isInBraces {
                // Otherwise this brace has no other one in this text.
                let isNextValue = ",:".utf8.contains(byte) && self.byte(at: offset + 1) == UInt8(ascii: " ")
                if isNextValue { return offset }
                isInBraces = byte != UInt8(ascii: "}")
            } else if " ,]}".utf8.contains(byte) {
                return offset
            } else {
                isInBraces = byte == UInt8(ascii: "{")
            }
        }
        return range.upperBound
    }

    private func previousContentLine(before index: Int) -> Int? {
        (0..<index).last { line in
            let range = content(of: line)
            return !range.isEmpty && byte(at: range.lowerBound) != UInt8(ascii: "#")
        }
    }

    private func isKeyLine(_ index: Int) -> Bool {
        let text = source.text(content(of: index))
        return text.contains(": ") || text.hasSuffix(":")
    }

    /// A line without the blanks around it.
    private func content(of index: Int) -> Range<Int> {
        let line = source.line(index)
        let blank: Set<UInt8> = [0x20, 0x09]
        guard let first = line.first(where: { !blank.contains(source.bytes[$0]) }) else { return line.lowerBound..<line.lowerBound }
        return first..<(line.last { !blank.contains(source.bytes[$0]) } ?? first) + 1
    }

    private func indent(of index: Int) -> Int {
        content(of: index).lowerBound - source.line(index).lowerBound
    }

    private func keyAtStart(of index: Int) -> Range<Int> {
        let content = content(of: index)
        let colon = source.bytes[content].firstIndex(of: UInt8(ascii: ":")) ?? content.upperBound
        return content.lowerBound..<max(colon, min(content.lowerBound + 1, content.upperBound))
    }
}
