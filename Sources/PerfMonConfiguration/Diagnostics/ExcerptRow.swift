/// One line of a file as a terminal shows it: printable, without secrets, cut around what matters.
struct ExcerptRow {
    private static let maxWidth = 120

    private(set) var text = ""
    /// The column of each byte offset from `start`, and one behind the last.
    private var columnOfByte: [Int] = []
    private let start: Int

    /// `focus` are the bytes that must be seen when the line is too long.
    init(_ line: Range<Int>, of source: SourceFile, mask: SecretMask, focus: Range<Int>?) {
        let window = Self.window(line, of: source, focus: focus)
        start = window.lowerBound
        let hidden = mask.hidden(in: line).filter { $0.overlaps(window) }
        var column = 0
        func put(_ scalar: Unicode.Scalar, _ width: Int, _ text: inout String) {
            text.unicodeScalars.append(scalar)
            column += width
        }
        if window.lowerBound > line.lowerBound { put("…", 1, &text) }
        var offset = window.lowerBound
        while offset < window.upperBound {
            var end = offset + 1
            while end < window.upperBound, source.bytes[end] & 0xC0 == 0x80 { end += 1 }
            columnOfByte += Array(repeating: column, count: end - offset)
            let scalar = String(decoding: source.bytes[offset..<end], as: UTF8.self).unicodeScalars.first ?? " "
            if hidden.contains(where: { $0.contains(offset) }) {
                put("•", 1, &text)
            } else if scalar == "\t" {
                for _ in 0..<4 { put(" ", 1, &text) }
            } else if Printable.isPrintable(scalar) {
                put(scalar, Printable.width(of: scalar), &text)
            } else {
                put("\u{FFFD}", 1, &text)
            }
            offset = end
        }
        columnOfByte.append(column)
        if window.upperBound < line.upperBound { put("…", 1, &text) }
    }

    func columns(of bytes: Range<Int>) -> Range<Int> {
        let low = column(of: bytes.lowerBound)
        return low..<max(low, column(of: bytes.upperBound))
    }

    private func column(of offset: Int) -> Int {
        columnOfByte[min(max(0, offset - start), columnOfByte.count - 1)]
    }

    private static func window(_ line: Range<Int>, of source: SourceFile, focus: Range<Int>?) -> Range<Int> {
        guard line.count > maxWidth else { return line }
        var low = max(line.lowerBound, (focus?.lowerBound ?? line.lowerBound) - maxWidth / 3)
        if low < line.lowerBound + maxWidth / 3 { low = line.lowerBound }
        var high = min(line.upperBound, low + maxWidth)
        while low > line.lowerBound, source.bytes[low] & 0xC0 == 0x80 { low -= 1 }
        while high < line.upperBound, source.bytes[high] & 0xC0 == 0x80 { high += 1 }
        return low..<high
    }
}
