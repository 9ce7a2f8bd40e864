/// Maps libyaml's marks, which count code points behind the byte order mark, to offsets in bytes.
struct CodePointIndex {
    private static let stride = 256
    private let bytes: [UInt8]
    /// The offset of every 256th code point; empty when each character is one byte.
    private let samples: [Int]
    private let base: Int

    init(_ source: SourceFile) {
        bytes = source.bytes
        base = source.byteOrderMarkLength
        guard source.census.contains(.nonASCII) else {
            samples = []
            return
        }
        var samples: [Int] = []
        var count = 0
        for offset in base..<bytes.count where bytes[offset] & 0xC0 != 0x80 {
            if count % Self.stride == 0 { samples.append(offset) }
            count += 1
        }
        self.samples = samples
    }

    func offset(ofCodePoint index: Int) -> Int {
        guard !samples.isEmpty else { return min(index + base, bytes.count) }
        guard index / Self.stride < samples.count else { return bytes.count }
        var offset = samples[index / Self.stride]
        for _ in 0..<index % Self.stride where offset < bytes.count {
            offset += 1
            while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
        }
        return offset
    }
}
