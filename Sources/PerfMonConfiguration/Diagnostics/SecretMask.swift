internal import Synchronization

/// Finds what must not be shown in lines of a file: the values of secret keys, known from the schema, or guessed from
/// their names where the file is too broken for the schema.
struct SecretMask {
    private let source: SourceFile
    private let secrets: [Range<Int>]
    private let lines = HiddenRanges()

    init(_ source: SourceFile, secrets: [Range<Int>]) {
        self.source = source
        self.secrets = secrets
    }

    /// What is hidden of a line. Worked out once for each line, since one line may have thousands of findings.
    func hidden(in line: Range<Int>) -> [Range<Int>] {
        lines.ranges(of: line) {
            let known = secrets.filter { $0.overlaps(line) }.map { $0.clamped(to: line) }
            return belongsToSecretAbove(line)
                ? [line] : known + guessed(in: line) + SecretURLs.hidden(in: line, of: source) + userInfo(in: line)
        }
    }

    /// Whether a part of a line is hidden.
    func hides(_ range: Range<Int>) -> Bool {
        hidden(in: source.line(source.lineIndex(of: range.lowerBound))).contains { $0.overlaps(range) }
    }

    /// Names and passwords of URLs.
    private func userInfo(in line: Range<Int>) -> [Range<Int>] {
        URLText.userInfo(in: source.bytes[line]).map { line.lowerBound + $0.lowerBound..<line.lowerBound + $0.upperBound }
    }

    /// Behind each word that names a secret, the value: up to a comma or bracket inside brackets, or else the line's end.
    private func guessed(in line: Range<Int>) -> [Range<Int>] {
        let bracket = source.bytes[line].firstIndex { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") } ?? line.upperBound
        var hidden: [Range<Int>] = []
        var offset = line.lowerBound
        while let word = nextWord(in: offset..<line.upperBound) {
            offset = word.upperBound
            guard namesSecret(word) else { continue }
            let value = value(behind: word, in: line, isInFlow: bracket < word.lowerBound)
            offset = max(offset, value.upperBound)
            if !value.isEmpty, !isReference(value) { hidden.append(value) }
        }
        return hidden
    }

    private func nextWord(in range: Range<Int>) -> Range<Int>? {
        source.bytes.withUnsafeBufferPointer { bytes in
            var start = range.lowerBound
            while start < range.upperBound, !Self.isWordByte[Int(bytes[start])] { start += 1 }
            guard start < range.upperBound else { return nil }
            var end = start + 1
            while end < range.upperBound, Self.isWordByte[Int(bytes[end])] { end += 1 }
            return start..<end
        }
    }

    private func namesSecret(_ word: Range<Int>) -> Bool {
        let text = source.bytes[word]
        if ["url", "proxy"].contains(where: { text.elementsEqual($0.utf8) }) { return true }
        // Of a word that is too long to be a key, only what stands directly before the value can be one.
        return SecretWord.isNear(text.suffix(YAMLLimits.keyLength))
    }

    private func value(behind word: Range<Int>, in line: Range<Int>, isInFlow: Bool) -> Range<Int> {
        var start = word.upperBound
        while start < line.upperBound, " :=\t\"'".utf8.contains(source.bytes[start]) {
            start += 1
        }
        // A closing quote or bracket alone separates nothing.
        guard source.bytes[word.upperBound..<start].contains(where: { " :=\t".utf8.contains($0) }) else { return start..<start }
        let opening = source.bytes[start - 1]
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
        source.bytes[range].starts(with: "${".utf8) && !source.bytes[range].contains(UInt8(ascii: "}"))
    }

    /// `${NAME}` and `${file:path}` name a secret without being one.
    private func isReference(_ range: Range<Int>) -> Bool {
        guard source.bytes[range].starts(with: "${".utf8), range.count <= 4096 else { return false }
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
            let value = value(behind: word, in: candidate, isInFlow: false)
            return value.isEmpty || !isReference(value)
        }
        return false
    }

    private func indent(_ line: Range<Int>) -> Int? {
        line.first { source.bytes[$0] != UInt8(ascii: " ") }.map { $0 - line.lowerBound }
    }

    /// Letters of any script, digits, `_` and `-`.
    private static let isWordByte: [Bool] = (UInt8.min...UInt8.max).map { byte in
        switch byte {
        case UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...: true
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}

/// What has been found out of lines, by where they begin.
private final class HiddenRanges: Sendable {
    private let found = Mutex<[Int: [Range<Int>]]>([:])

    func ranges(of line: Range<Int>, _ find: () -> [Range<Int>]) -> [Range<Int>] {
        if let known = found.withLock({ $0[line.lowerBound] }) { return known }
        let ranges = find()
        found.withLock { $0[line.lowerBound] = ranges }
        return ranges
    }
}
