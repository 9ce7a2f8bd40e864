/// URLs that are secrets themselves wherever they stand, such as those of incoming webhooks.
enum SecretURLs {
    private static let separator = Array("://".utf8)
    private static let marks = ["hook", "/services/", "/bot"].map { Array($0.utf8) }
    /// A segment of a path that is this long is no word.
    private static let tokenLength = 20

    /// What stands behind the host.
    static func hidden(in line: Range<Int>, of source: SourceFile) -> [Range<Int>] {
        source.bytes.withUnsafeBufferPointer { bytes in
            var hidden: [Range<Int>] = []
            var offset = line.lowerBound
            while let found = first(separator, in: bytes, offset..<line.upperBound) {
                let start = found + separator.count
                offset = start
                while offset < line.upperBound, !isEnd(bytes[offset]) { offset += 1 }
                let url = start..<offset
                guard let slash = url.first(where: { bytes[$0] == UInt8(ascii: "/") }), slash + 1 < offset else { continue }
                if isSecret(bytes, url, path: slash..<offset) { hidden.append(slash + 1..<offset) }
            }
            return hidden
        }
    }

    private static func isEnd(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

    private static func isSecret(_ bytes: UnsafeBufferPointer<UInt8>, _ url: Range<Int>, path: Range<Int>) -> Bool {
        if marks.contains(where: { first($0, in: bytes, url) != nil }) { return true }
        return bytes[path].split { "/?&=,".utf8.contains($0) }.contains { segment in
            segment.count >= tokenLength && segment.contains { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        }
    }

    /// Where a text begins for the first time.
    private static func first(_ text: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        guard range.count >= text.count else { return nil }
        var offset = range.lowerBound
        while offset <= range.upperBound - text.count {
            if bytes[offset] == text[0], text.indices.allSatisfy({ bytes[offset + $0] == text[$0] }) { return offset }
            offset += 1
        }
        return nil
    }
}
