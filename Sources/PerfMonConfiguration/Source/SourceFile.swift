/// The bytes of a configuration file, and the lines they form.
package struct SourceFile: Sendable {
    package let name: String
    package let bytes: [UInt8]
    /// The offset at which each line begins.
    let lineStarts: [Int]
    let census: ByteCensus
    /// How many characters stand before every 256th byte; empty when each character is one byte.
    private let characters: [Int]
    private static let stride = 256

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        census = ByteCensus(bytes)
        characters = census.contains(.nonASCII) ? Self.characters(bytes) : []
        lineStarts = census.contains(.carriageReturns) ? Self.lineStartsWithReturns(bytes) : Self.lineStarts(bytes)
    }

    private static func lineStarts(_ bytes: [UInt8]) -> [Int] {
        var starts = [0]
        starts.reserveCapacity(bytes.count / 32)
        for offset in bytes.indices where bytes[offset] == UInt8(ascii: "\n") { starts.append(offset + 1) }
        return starts
    }

    /// Lines may end with CR LF, LF or CR.
    private static func lineStartsWithReturns(_ bytes: [UInt8]) -> [Int] {
        var starts = [0]
        for (offset, byte) in bytes.enumerated() {
            let endsLine =
                byte == UInt8(ascii: "\n")
                || (byte == UInt8(ascii: "\r") && (offset + 1 == bytes.count || bytes[offset + 1] != UInt8(ascii: "\n")))
            if endsLine { starts.append(offset + 1) }
        }
        return starts
    }

    /// Lines with at least one byte.
    package var lineCount: Int {
        lineStarts.last == bytes.count ? lineStarts.count - 1 : lineStarts.count
    }

    /// The bytes of a byte order mark at the beginning.
    package var byteOrderMarkLength: Int {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    package func range(_ range: Range<Int>) -> SourceRange {
        let lower = min(max(0, range.lowerBound), bytes.count)
        let upper = min(max(lower, range.upperBound), bytes.count)
        return SourceRange(file: name, bytes: lower..<upper, start: position(of: lower), end: position(of: upper))
    }

    func position(of offset: Int) -> SourceRange.Position {
        let line = lineIndex(of: offset)
        let first = line == 0 ? byteOrderMarkLength : lineStarts[line]
        return SourceRange.Position(line: line + 1, column: max(0, characterCount(before: offset) - characterCount(before: first)) + 1)
    }

    private func characterCount(before offset: Int) -> Int {
        guard !characters.isEmpty else { return offset }
        var count = characters[offset / Self.stride]
        for byte in bytes[offset / Self.stride * Self.stride..<offset] where byte & 0xC0 != 0x80 { count += 1 }
        return count
    }

    private static func characters(_ bytes: [UInt8]) -> [Int] {
        var samples: [Int] = []
        var count = 0
        for offset in 0...bytes.count {
            if offset % stride == 0 { samples.append(count) }
            if offset < bytes.count, bytes[offset] & 0xC0 != 0x80 { count += 1 }
        }
        return samples
    }

    func lineIndex(of offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The bytes of a line, counted from 0, without its line break.
    func line(_ index: Int) -> Range<Int> {
        guard lineStarts.indices.contains(index) else { return bytes.count..<bytes.count }
        let start = index == 0 ? byteOrderMarkLength : lineStarts[index]
        var end = index + 1 < lineStarts.count ? lineStarts[index + 1] : bytes.count
        while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return start..<max(start, end)
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }
}
