/// What precedes the bytes of a compressed section.
struct CompressionHeader {
    enum Method: Equatable {
        case zlib
        case zstandard
        case other
    }

    let method: Method
    /// The size of the section's own bytes, as the file claims.
    let size: Int
    /// Where the compressed bytes begin, from the start of the section.
    let length: Int

    /// The most bytes of a header.
    static let longest = 24

    init?(_ bytes: [UInt8], _ form: ELFSection.Compression) {
        var reader = ByteReader(bytes)
        let claimed: UInt64
        switch form {
        case .standard:
            switch reader.uint32() {
            case 1: method = .zlib
            case 2: method = .zstandard
            default: method = .other
            }
            reader.skip(4)
            claimed = reader.uint64()
            reader.skip(8)
        case .gnu:
            guard reader.uint32() == 0x4249_4c5a else { return nil }
            method = .zlib
            claimed = reader.uint64().byteSwapped
        }
        guard !reader.hasFailed, let size = Int(exactly: claimed) else { return nil }
        self.size = size
        length = reader.offset
    }
}
