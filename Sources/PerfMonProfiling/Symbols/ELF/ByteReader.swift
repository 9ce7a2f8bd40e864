/// Reads little-endian values from bytes nobody vouches for.
///
/// A read past the end answers zero and marks the reader as failed, once and for all, so that a parser checks
/// where it matters (at the end of a table, in the condition of a loop) and not after each value.
struct ByteReader {
    private let bytes: [UInt8]
    private(set) var offset: Int
    private let end: Int
    /// Whether something was read that was not there.
    private(set) var hasFailed = false

    init(_ bytes: [UInt8], from offset: Int = 0) {
        self.bytes = bytes
        self.end = bytes.count
        self.offset = min(max(offset, 0), bytes.count)
        self.hasFailed = self.offset != offset
    }

    /// Whether nothing is left, or nothing that is left can be trusted.
    var isAtEnd: Bool { offset >= end }

    mutating func fail() {
        hasFailed = true
        offset = end
    }

    mutating func skip(_ count: Int) {
        guard count >= 0, count <= end - offset else { return fail() }
        offset += count
    }

    mutating func seek(to position: Int) {
        guard position >= 0, position <= end, !hasFailed else { return fail() }
        offset = position
    }

    mutating func uint8() -> UInt8 {
        guard offset < end else {
            fail()
            return 0
        }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func uint16() -> UInt16 { UInt16(truncatingIfNeeded: unsigned(size: 2)) }
    mutating func uint32() -> UInt32 { UInt32(truncatingIfNeeded: unsigned(size: 4)) }
    mutating func uint64() -> UInt64 { unsigned(size: 8) }

    /// An unsigned value of `size` bytes, at most 8.
    mutating func unsigned(size: Int) -> UInt64 {
        guard size >= 0, size <= 8, size <= end - offset else {
            fail()
            return 0
        }
        var value: UInt64 = 0
        for index in 0..<size {
            value |= UInt64(bytes[offset + index]) << UInt64(8 * index)
        }
        offset += size
        return value
    }

    mutating func uleb128() -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while offset < end {
            let byte = bytes[offset]
            offset += 1
            // Smart shift: bits beyond the 64th are lost, not trapped on.
            value |= UInt64(byte & 0x7f) << shift
            if byte & 0x80 == 0 { return value }
            shift += 7
        }
        fail()
        return 0
    }

    mutating func sleb128() -> Int64 {
        var value: Int64 = 0
        var shift: Int64 = 0
        while offset < end {
            let byte = bytes[offset]
            offset += 1
            value |= Int64(byte & 0x7f) << shift
            shift += 7
            if byte & 0x80 == 0 {
                return shift < 64 && byte & 0x40 != 0 ? value | (-1 << shift) : value
            }
        }
        fail()
        return 0
    }

    /// A length or an offset, which must fit an `Int`.
    mutating func ulebCount() -> Int {
        guard let value = Int(exactly: uleb128()) else {
            fail()
            return 0
        }
        return value
    }

    /// The bytes up to a zero, which is read too.
    mutating func cString() -> String {
        guard let terminator = bytes[offset..<end].firstIndex(of: 0) else {
            fail()
            return ""
        }
        defer { offset = terminator + 1 }
        return String(decoding: bytes[offset..<terminator], as: UTF8.self)
    }

    mutating func skipCString() {
        guard let terminator = bytes[offset..<end].firstIndex(of: 0) else { return fail() }
        offset = terminator + 1
    }
}
