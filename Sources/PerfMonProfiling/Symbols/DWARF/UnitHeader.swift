/// The header of a unit in .debug_info.
struct UnitHeader {
    /// Where the unit starts, where its first entry is, and where the next unit starts, in .debug_info.
    var offset: Int
    var firstEntry: Int
    var end: Int
    var encoding: AttributeForm.Encoding
    var abbreviationOffset: Int

    /// The bytes that are read for a header and the unit's first entry, or for another single entry.
    static let window = 4096

    /// Reads the header at the reader's place, which is `offset` of .debug_info.
    ///
    /// When `isSupported` is false, only `end` is to be used.
    init?(_ reader: inout ByteReader, at offset: Int) {
        let start = reader.offset
        var length = UInt64(reader.uint32())
        var offsetSize = 4
        if length == 0xffff_ffff {
            length = reader.uint64()
            offsetSize = 8
        }
        let lengthEnd = reader.offset - start
        guard !reader.hasFailed, length > 0, length <= UInt64(Int32.max) else { return nil }
        self.offset = offset
        self.end = offset + lengthEnd + Int(length)

        let version = reader.uint16()
        var addressSize: UInt8 = 0
        var abbreviationOffset: UInt64 = 0
        if version >= 5 {
            let kind = reader.uint8()
            addressSize = reader.uint8()
            abbreviationOffset = reader.unsigned(size: offsetSize)
            // A skeleton unit (4) and a split one (5) carry an identifier.
            if kind == 4 || kind == 5 { reader.skip(8) }
        } else {
            abbreviationOffset = reader.unsigned(size: offsetSize)
            addressSize = reader.uint8()
        }
        self.firstEntry = offset + reader.offset - start
        self.abbreviationOffset = Int(clamping: abbreviationOffset)
        self.encoding = AttributeForm.Encoding(version: version, addressSize: Int(addressSize), offsetSize: offsetSize)
    }

    /// Whether this is a version and an address size that is read here.
    var isSupported: Bool {
        (2...5).contains(encoding.version) && encoding.addressSize == 8
    }
}
