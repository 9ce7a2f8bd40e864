/// Finds what must not be shown in lines of a file: the values of secret keys, known from the schema, or guessed from
/// their names where the file is too broken for the schema.
struct SecretMask {
    private let source: SourceFile
    private let secrets: [Range<Int>]

    init(_ source: SourceFile, secrets: [Range<Int>]) {
        self.source = source
        self.secrets = secrets
    }

    func hidden(in line: Range<Int>) -> [Range<Int>] {
        let known = secrets.filter { $0.overlaps(line) }.map { $0.clamped(to: line) }
        if belongsToSecretAbove(line) { return known + [line] }
        return known + guessed(in: line)
    }

    /// Behind each word that names a secret, the value: up to a comma or bracket inside brackets, or else the line's end.
    private func guessed(in line: Range<Int>) -> [Range<Int>] {
        var hidden: [Range<Int>] = []
        var offset = line.lowerBound
        while let word = nextWord(in: offset..<line.upperBound) {
            offset = word.upperBound
            guard namesSecret(word) else { continue }
            let value = value(behind: word, in: line)
            offset = max(offset, value.upperBound)
            if !value.isEmpty, !isReference(value) { hidden.append(value) }
        }
        return hidden
    }

    private func nextWord(in range: Range<Int>) -> Range<Int>? {
        guard let start = range.first(where: { isWordByte(source.bytes[$0]) }) else { return nil }
        return start..<(range.first { $0 > start && !isWordByte(source.bytes[$0]) } ?? range.upperBound)
    }

    private func namesSecret(_ word: Range<Int>) -> Bool {
        let name = source.text(word)
        guard name != "value" else { return true }
        return SecretNames.contains(name) || EditDistance.nearest(to: name, in: Self.names) != nil
    }

    private static let names = ["token", "password", "secret", "webhook_url", "routing_key"]

    private func value(behind word: Range<Int>, in line: Range<Int>) -> Range<Int> {
        var start = word.upperBound
        while start < line.upperBound, " :=\t\"'".utf8.contains(source.bytes[start]) {
            start += 1
        }
        // A closing quote or bracket alone separates nothing.
        guard source.bytes[word.upperBound..<start].contains(where: { " :=\t".utf8.contains($0) }) else { return start..<start }
        let opening = source.bytes[start - 1]
        let isInFlow = source.bytes[line.lowerBound..<word.lowerBound].contains { $0 == 0x7B || $0 == 0x5B }
        var end = start
        while end < line.upperBound {
            let byte = source.bytes[end]
            if opening == UInt8(ascii: "\"") || opening == UInt8(ascii: "'") {
                if byte == opening { break }
            } else if isInFlow, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}"), !isInsideReference(start..<end) {
                break
            }
            end += 1
        }
        return start..<end
    }

    private func isInsideReference(_ range: Range<Int>) -> Bool {
        source.text(range).hasPrefix("${") && !source.text(range).contains("}")
    }

    /// `${NAME}` and `${file:path}` name a secret without being one.
    private func isReference(_ range: Range<Int>) -> Bool {
        var text = source.text(range)[...]
        if let comment = text.firstIndex(of: "#") { text = text[..<comment] }
        while let last = text.last, " \"'".contains(last) { text.removeLast() }
        return text.hasPrefix("${") && text.hasSuffix("}") && !text.dropFirst(2).dropLast().contains { "${}- \"'".contains($0) }
    }

    /// A line that continues the value of a secret key above it: a block or a text over several lines.
    private func belongsToSecretAbove(_ line: Range<Int>) -> Bool {
        let index = source.lineIndex(of: line.lowerBound)
        guard let own = indent(line) else { return false }
        for above in (0..<index).reversed().prefix(200) {
            let candidate = source.line(above)
            guard let indent = indent(candidate), indent < own else { continue }
            guard let word = nextWord(in: candidate), namesSecret(word) else { return false }
            let value = value(behind: word, in: candidate)
            return value.isEmpty || !isReference(value)
        }
        return false
    }

    private func indent(_ line: Range<Int>) -> Int? {
        line.first { source.bytes[$0] != UInt8(ascii: " ") }.map { $0 - line.lowerBound }
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte >= 0x80
            || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
            || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
    }
}
