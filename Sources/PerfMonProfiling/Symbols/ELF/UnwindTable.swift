/// Where the functions of a file begin, from the table that unwinding needs (`.eh_frame_hdr`): stripping leaves it.
struct UnwindTable {
    /// A function's start and its description, both relative to the table, in eight bytes.
    private let entries: [UInt8]
    private let address: UInt64
    private let descriptions: (section: ELFSection, file: ELFFile)

    /// Nil without a table, or where it is not in the one form that linkers write.
    init?(_ file: ELFFile) {
        guard let header = file.section(".eh_frame_hdr"), let descriptions = file.section(".eh_frame") else { return nil }
        let bytes = file.bytes(of: header, count: 64 << 20)
        var reader = ByteReader(bytes)
        let version = reader.uint8(), pointerForm = reader.uint8(), countForm = reader.uint8(), entryForm = reader.uint8()
        // Four bytes each, relative to the place of the pointer, absolute, and relative to the table.
        guard version == 1, pointerForm == 0x1b, countForm == 0x03, entryForm == 0x3b else { return nil }
        reader.skip(4)
        let count = Int(reader.uint32())
        guard !reader.hasFailed, count > 0, count <= (bytes.count - reader.offset) / 8 else { return nil }
        entries = Array(bytes[reader.offset..<reader.offset + count * 8])
        address = header.address
        self.descriptions = (descriptions, file)
    }

    /// The start of the function that contains `address`.
    func functionStart(at address: UInt64) -> UInt64? {
        let next = (0..<entries.count / 8).partitioningIndex { self.start(of: $0) > address }
        guard next > 0 else { return nil }
        let start = self.start(of: next - 1)
        return address - start < size(of: next - 1, startingAt: start) ? start : nil
    }

    private func start(of index: Int) -> UInt64 { relative(at: index * 8) }

    private func relative(at offset: Int) -> UInt64 {
        var reader = ByteReader(entries, from: offset)
        return address &+ UInt64(bitPattern: Int64(Int32(bitPattern: reader.uint32())))
    }

    /// The function's size by its description, of which the start is compared, because its form is not looked up.
    private func size(of index: Int, startingAt start: UInt64) -> UInt64 {
        let place = relative(at: index * 8 + 4)
        let (distance, isBefore) = place.subtractingReportingOverflow(descriptions.section.address)
        guard !isBefore, let offset = Int(exactly: distance) else { return 0 }
        var reader = ByteReader(descriptions.file.bytes(of: descriptions.section, from: offset, count: 16))
        reader.skip(8)
        let begin = place &+ 8 &+ UInt64(bitPattern: Int64(Int32(bitPattern: reader.uint32())))
        let size = UInt64(reader.uint32())
        return reader.hasFailed || begin != start ? 0 : size
    }
}
