/// Errors around brackets, directives, and keys that libyaml gives up on.
extension SyntaxErrorExplainer {
    /// What the bytes of the line say, whatever libyaml says.
    func invisibleCharacter(near problem: YAMLProblem) -> Diagnostic? {
        let line = source.line(source.lineIndex(of: min(problem.offset, source.bytes.count)))
        guard let mark = source.bytes[line].firstRange(of: [0xEF, 0xBB, 0xBF]), mark.lowerBound > 0 else { return nil }
        return make(
            .controlCharacter, "a byte order mark (U+FEFF), which is invisible, stands in the middle of the file", label: "remove it",
            help: "it often comes from joining two files", at: mark)
    }

    /// `{name: a}}` and `{name: a} text`.
    func behindBracket(_ problem: YAMLProblem) -> Diagnostic? {
        let line = source.line(source.lineIndex(of: problem.offset))
        guard let byte = byte(at: problem.offset), line.contains(problem.offset) else { return nil }
        let before = source.bytes[line.lowerBound..<problem.offset].last { $0 != UInt8(ascii: " ") }
        if "}]".utf8.contains(byte) {
            let bracket = Character(Unicode.Scalar(byte))
            return make(.syntax, "this `\(bracket)` closes nothing", label: "remove it", at: problem.offset..<problem.offset + 1)
        }
        guard let before, "}]".utf8.contains(before) else { return nil }
        let bracket = Character(Unicode.Scalar(before))
        return make(
            .syntax, "there is text behind the closing `\(bracket)`", label: "this does not belong to the value",
            help: "begin a new line for the next key, or quote the whole value", at: valueAround(problem.offset))
    }

    /// `[/a/[ab]]`: inside brackets, a bracket ends the text before it.
    func bracketInText(_ problem: YAMLProblem) -> Diagnostic? {
        let line = source.line(source.lineIndex(of: problem.offset))
        guard byte(at: problem.offset) == UInt8(ascii: "["), let before = byte(at: problem.offset - 1), !" ,[{:\n".utf8.contains(before)
        else { return nil }
        var start = problem.offset
        while start > line.lowerBound, let byte = byte(at: start - 1), !" ,[{".utf8.contains(byte) { start -= 1 }
        let closing = source.bytes[problem.offset..<line.upperBound].firstIndex(of: UInt8(ascii: "]")) ?? line.upperBound
        let rest = min(closing + 1, line.upperBound)..<line.upperBound
        let end = source.bytes[rest].firstIndex { " ,]}".utf8.contains($0) } ?? line.upperBound
        return needsQuotes(start..<end, "inside `[ ]` and `{ }`, a text with brackets must be quoted")
    }

    /// `[/a, , /b]`, and a value that begins with a bracket which closes.
    func missingContent(_ problem: YAMLProblem) -> Diagnostic {
        if byte(at: problem.offset) == UInt8(ascii: ",") {
            return make(
                .syntax, "there is nothing before this comma", label: "remove it, or write a value before it",
                at: problem.offset..<problem.offset + 1)
        }
        if let byte = byte(at: problem.offset), "}],".utf8.contains(byte), !problem.context.contains("flow") {
            return needsQuotes(valueAround(problem.offset), "a text that starts with `\(Character(Unicode.Scalar(byte)))` must be quoted")
        }
        return make(.syntax, "a value is missing here", label: "write one", at: problem.offset..<problem.offset + 1)
    }

    /// A line that begins with `%`.
    func directive(_ problem: YAMLProblem) -> Diagnostic {
        var index = source.lineIndex(of: min(problem.offset, source.bytes.count))
        while index > 0, byte(at: source.line(index).lowerBound) != UInt8(ascii: "%") { index -= 1 }
        let line = source.line(index)
        let isVersion = problem.message.contains("incompatible") || source.text(line).hasPrefix("%YAML")
        return make(
            .syntax, isVersion ? "perfmon reads YAML 1.2, and 1.1, which this line does not say" : "YAML knows no such directive",
            label: isVersion ? "write %YAML 1.2, or remove the line" : "remove the line, or quote the text", at: line)
    }

    /// libyaml looks for the colon of a key in its first 1024 characters only.
    func longKey(at offset: Int) -> Diagnostic? {
        let line = source.line(source.lineIndex(of: offset))
        guard let start = line.first(where: { source.bytes[$0] != UInt8(ascii: " ") }),
            let colon = line.first(where: { byte(at: $0) == UInt8(ascii: ":") && [0x20, 0x0A, 0x0D, nil].contains(byte(at: $0 + 1)) }),
            colon - start > 1000
        else { return nil }
        return make(
            .tooLarge, "this key has \(colon - start) bytes; a key may have \(YAMLLimits.keyLength)", label: "too long",
            at: start..<start + 1)
    }
}
