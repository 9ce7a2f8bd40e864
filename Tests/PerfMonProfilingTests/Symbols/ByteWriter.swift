/// Little-endian bytes for hand-made files.
struct ByteWriter {
    var bytes: [UInt8] = []

    mutating func uint8(_ value: UInt8) { bytes.append(value) }
    mutating func uint16(_ value: UInt16) { append(UInt64(value), size: 2) }
    mutating func uint32(_ value: Int) { append(UInt64(value), size: 4) }
    mutating func uint64(_ value: UInt64) { append(value, size: 8) }

    mutating func append(_ value: UInt64, size: Int) {
        for index in 0..<size { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
    }

    mutating func uleb(_ values: UInt64...) {
        for value in values {
            var rest = value
            while rest > 0x7f {
                bytes.append(UInt8(rest & 0x7f) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(rest))
        }
    }

    mutating func string(_ text: String) { bytes += Array(text.utf8) + [0] }

    /// Bytes with their length in four bytes before them, as DWARF has it.
    static func unit(_ write: (inout ByteWriter) -> Void) -> [UInt8] {
        var body = ByteWriter()
        write(&body)
        var unit = ByteWriter()
        unit.uint32(body.bytes.count)
        return unit.bytes + body.bytes
    }
}

/// Random numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
