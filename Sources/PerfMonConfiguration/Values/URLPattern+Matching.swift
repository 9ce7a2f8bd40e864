extension URLPattern {
    /// Matches without allocation. Each `*` first takes as little as possible; when the tokens behind it fail, it takes
    /// one byte more. Only the last `*` ever needs that, because every token's end depends on nothing but its start,
    /// so the time is at most the product of both lengths.
    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if !literal.isEmpty, literal.elementsEqual(text) { return true }
        var token = 0
        var offset = 0
        var retry: (token: Int, offset: Int)?
        while true {
            if token == tokens.count {
                if offset == text.count { return true }
            } else if tokens[token] == .anyText {
                token += 1
                if token == tokens.count { return true }
                retry = (token, offset)
                continue
            } else if let end = end(of: tokens[token], in: text, from: offset) {
                token += 1
                offset = end
                continue
            }
            guard let last = retry, last.offset < text.count else { return false }
            retry = (last.token, last.offset + 1)
            token = last.token
            offset = last.offset + 1
        }
    }

    private func end(of token: Token, in text: UnsafeBufferPointer<UInt8>, from offset: Int) -> Int? {
        guard offset < text.count else { return nil }
        switch token {
        case .byte(let byte):
            return folded(text[offset]) == byte ? offset + 1 : nil
        case .anyText:
            return nil
        case .anyCharacter:
            return Self.scalar(in: text, at: offset)?.end
        case .set(let set):
            guard let scalar = Self.scalar(in: text, at: offset) else { return nil }
            guard sets[Int(set)].contains(ignoresCase ? Self.lowercased(scalar.value) : scalar.value) else { return nil }
            return scalar.end
        case .segment:
            var end = offset
            while end < text.count, text[end] != UInt8(ascii: "/") { end += 1 }
            return end > offset ? end : nil
        }
    }

    private func folded(_ byte: UInt8) -> UInt8 {
        let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
        return ignoresCase && isUpper ? byte | 0x20 : byte
    }

    private static func lowercased(_ scalar: UInt32) -> UInt32 {
        (0x41...0x5A).contains(scalar) ? scalar | 0x20 : scalar
    }

    /// The code point at `offset`, which must be its first byte; `nil` inside a character.
    static func scalar(in text: UnsafeBufferPointer<UInt8>, at offset: Int) -> (value: UInt32, end: Int)? {
        let first = text[offset]
        if first < 0x80 { return (UInt32(first), offset + 1) }
        let length = (~first).leadingZeroBitCount
        guard length >= 2, length <= 4, offset + length <= text.count else { return nil }
        var value = UInt32(first) & (0xFF >> UInt32(length + 1))
        for index in offset + 1..<offset + length { value = value << 6 | UInt32(text[index] & 0x3F) }
        return (value, offset + length)
    }
}
