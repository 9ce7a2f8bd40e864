/// Finds what keeps bytes from being a YAML text at all: size, encoding, control characters.
enum TextInspector {
    /// The first problem; `nil` when the text can be parsed.
    static func problem(in source: SourceFile) -> Diagnostic? {
        let bytes = source.bytes
        if bytes.count > YAMLLimits.fileSize {
            return tooLarge(source)
        }
        if let encoding = wideEncoding(bytes) {
            return Diagnostic(
                .wrongEncoding,
                "the file is in \(encoding), not in UTF-8",
                label: "the file begins with bytes of \(encoding)",
                help: "save it as UTF-8",
                place: .file(source.range(0..<0))
            )
        }
        return invalidUTF8(in: source) ?? controlCharacter(in: source)
    }

    static func tooLarge(_ source: SourceFile) -> Diagnostic {
        let bytes = YAMLLimits.fileSize
        let limit = bytes.isMultiple(of: 1 << 20) ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
        return Diagnostic(
            .tooLarge,
            "the file has more than \(limit)",
            help: "a configuration has some kilobytes; is this the right file?",
            place: .file(source.range(0..<0))
        )
    }

    private static func wideEncoding(_ bytes: [UInt8]) -> String? {
        let first = Array(bytes.prefix(4))
        if first == [0xFF, 0xFE, 0, 0] || first == [0, 0, 0xFE, 0xFF] { return "UTF-32" }
        if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
        guard first.count == 4 else { return nil }
        let zeros = first.map { $0 == 0 }
        return zeros == [false, true, false, true] || zeros == [true, false, true, false] ? "UTF-16" : nil
    }

    private static func invalidUTF8(in source: SourceFile) -> Diagnostic? {
        guard source.census.contains(.nonASCII), let offset = UTF8Check.firstInvalidOffset(source.bytes) else { return nil }
        let byte = source.bytes[offset]
        let hex = String(byte, radix: 16, uppercase: true)
        let latin = byte >= 0xA0 ? "; in Latin-1 it would be `\(Character(Unicode.Scalar(byte)))`" : ""
        return Diagnostic(
            .invalidUTF8,
            "the byte 0x\(hex) is not valid UTF-8\(latin)",
            label: "here",
            help: "save the file as UTF-8",
            place: .file(source.range(offset..<offset + 1))
        )
    }

    private static func controlCharacter(in source: SourceFile) -> Diagnostic? {
        guard !source.census.isDisjoint(with: [.controls, .nonASCII]) else { return nil }
        let bytes = source.bytes
        for (offset, byte) in bytes.enumerated() {
            let isControl = byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F
            let isC1 = byte == 0xC2 && offset + 1 < bytes.count && bytes[offset + 1] < 0xA0 && bytes[offset + 1] != 0x85
            guard isControl || isC1 else { continue }
            let code = String(isC1 ? bytes[offset + 1] : byte, radix: 16, uppercase: true)
            let name = byte == 0 ? "a NUL character" : "the control character U+\(String(repeating: "0", count: 4 - code.count))\(code)"
            return Diagnostic(
                .controlCharacter,
                "the file contains \(name)",
                label: "here",
                help: "remove it",
                place: .file(source.range(offset..<offset + (isC1 ? 2 : 1)))
            )
        }
        return nil
    }
}

enum UTF8Check {
    /// Where the first byte stands that no UTF-8 text has there.
    static func firstInvalidOffset(_ bytes: [UInt8]) -> Int? {
        var offset = 0
        while offset < bytes.count {
            let length = length(of: bytes, at: offset)
            guard length > 0 else { return offset }
            offset += length
        }
        return nil
    }

    /// The number of bytes of the character at `offset`; 0 when there is no valid one. Table 3-7 of the Unicode standard.
    private static func length(of bytes: [UInt8], at offset: Int) -> Int {
        let first = bytes[offset]
        let second: ClosedRange<UInt8>
        let length: Int
        switch first {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return 0
        }
        guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { return 0 }
        return bytes[(offset + 2)..<(offset + length)].allSatisfy { $0 & 0xC0 == 0x80 } ? length : 0
    }
}
