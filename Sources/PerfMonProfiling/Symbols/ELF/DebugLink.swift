internal import CZlib

/// What an executable says of the file that its debug information was split off into (`.gnu_debuglink`).
struct DebugLink {
    /// The file's name, without a directory.
    let name: String
    private let checksum: UInt32

    /// A checksum of a larger file is not computed.
    private static let largestFile = 2 << 30
    private static let longestName = 1024

    /// Nil when the file names none, or not the usual way.
    init?(_ file: ELFFile) {
        guard let section = file.section(".gnu_debuglink") else { return nil }
        var reader = ByteReader(file.bytes(of: section, count: Self.longestName))
        name = reader.cString()
        reader.skip(-reader.offset & 3)
        checksum = reader.uint32()
        // A name that leads elsewhere is none that a tool wrote.
        guard !reader.hasFailed, !name.isEmpty, !name.contains("/"), name != ".", name != ".." else { return nil }
    }

    /// Whether a file is, byte for byte, the one that was meant. Reads all of it.
    func matches(_ file: ImageFile) -> Bool {
        guard file.size <= Self.largestFile else { return false }
        let chunk = 256 << 10
        var value: UInt = 0
        var offset = 0
        while offset < file.size {
            let bytes = file.bytes(at: offset, count: chunk)
            guard !bytes.isEmpty else { return false }
            value = crc32_z(value, bytes, bytes.count)
            offset += bytes.count
        }
        return UInt32(truncatingIfNeeded: value) == checksum
    }
}
