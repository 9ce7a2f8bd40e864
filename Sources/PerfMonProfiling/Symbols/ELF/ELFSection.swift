/// One row of the section header table.
struct ELFSection {
    /// The section types that are read.
    enum Kind {
        static let symbolTable: UInt32 = 2
        static let note: UInt32 = 7
        static let withoutBits: UInt32 = 8
        static let dynamicSymbols: UInt32 = 11
    }

    /// What precedes the bytes of a compressed section.
    enum Compression {
        /// An `Elf64_Chdr`, which names the method.
        case standard
        /// `ZLIB` and a size, as GNU tools wrote it before there was a standard, in sections named `.zdebug_…`.
        case gnu
    }

    private static let compressedFlag: UInt64 = 0x800

    var nameOffset: UInt32
    var kind: UInt32
    var flags: UInt64
    var address: UInt64
    var offset: UInt64
    var size: UInt64
    var link: UInt32
    /// How the file holds the section's bytes; nil when as they are.
    var compression: Compression?

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
        compression = flags & Self.compressedFlag == 0 ? nil : .standard
        reader.skip(20)
    }

    /// Whether the file holds the section's bytes, in whatever form: they were not stripped away.
    var isPresent: Bool { kind != Kind.withoutBits }
}
