/// One row of the section header table.
struct ELFSection {
    /// The section types that are read.
    enum Kind {
        static let symbolTable: UInt32 = 2
        static let note: UInt32 = 7
        static let withoutBits: UInt32 = 8
        static let dynamicSymbols: UInt32 = 11
    }

    private static let compressedFlag: UInt64 = 0x800

    var nameOffset: UInt32
    var kind: UInt32
    var flags: UInt64
    var address: UInt64
    var offset: UInt64
    var size: UInt64
    var link: UInt32

    /// The size of a row in the file.
    static let entrySize = 64

    init(_ reader: inout ByteReader) {
        nameOffset = reader.uint32()
        kind = reader.uint32()
        flags = reader.uint64()
        address = reader.uint64()
        offset = reader.uint64()
        size = reader.uint64()
        link = reader.uint32()
        reader.skip(20)
    }

    /// Whether the file holds the section's bytes as they are: not stripped away and not compressed.
    var isReadable: Bool {
        kind != Kind.withoutBits && flags & Self.compressedFlag == 0
    }
}
