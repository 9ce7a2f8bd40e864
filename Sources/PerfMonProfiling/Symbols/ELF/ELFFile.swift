/// A 64-bit little-endian ELF file: its sections by name, and their bytes on demand.
final class ELFFile {
    /// The most that is ever read from a section in one piece.
    static let largestRead = 256 << 20

    private let file: ImageFile
    private let sections: [ELFSection]
    private let sectionsByName: [String: Int]

    init?(path: String) {
        guard let file = ImageFile(path: path) else { return nil }
        var header = ByteReader(file.bytes(at: 0, count: 64))
        guard header.uint32() == 0x464c_457f, header.uint8() == 2, header.uint8() == 1 else { return nil }
        header.seek(to: 40)
        let tableOffset = header.uint64()
        header.seek(to: 58)
        let entrySize = Int(header.uint16())
        let count = Int(header.uint16())
        let nameSection = Int(header.uint16())
        guard !header.hasFailed, entrySize == ELFSection.entrySize, let tableOffset = Int(exactly: tableOffset) else { return nil }

        self.file = file
        let table = file.bytes(at: tableOffset, count: count * entrySize)
        var reader = ByteReader(table)
        let sections = (0..<table.count / entrySize).map { _ in ELFSection(&reader) }
        self.sections = sections
        guard nameSection < sections.count else { return nil }
        let names = Self.bytes(of: sections[nameSection], in: file, from: 0, count: 1 << 20)
        var sectionsByName: [String: Int] = [:]
        for (index, section) in sections.enumerated() {
            var reader = ByteReader(names, from: Int(section.nameOffset))
            let name = reader.cString()
            if !reader.hasFailed { sectionsByName[name] = index }
        }
        self.sectionsByName = sectionsByName
    }

    func section(_ name: String) -> ELFSection? {
        sectionsByName[name].map { sections[$0] }
    }

    func section(at index: UInt32) -> ELFSection? {
        index < sections.count ? sections[Int(index)] : nil
    }

    func section(ofKind kind: UInt32) -> ELFSection? {
        sections.first { $0.kind == kind }
    }

    /// Up to `count` bytes of a section from `offset` of it; none when the section is compressed or out of the file.
    func bytes(of section: ELFSection, from offset: Int = 0, count: Int = ELFFile.largestRead) -> [UInt8] {
        Self.bytes(of: section, in: file, from: offset, count: count)
    }

    private static func bytes(of section: ELFSection, in file: ImageFile, from offset: Int, count: Int) -> [UInt8] {
        guard section.isReadable, let start = Int(exactly: section.offset), let size = Int(exactly: section.size),
            offset >= 0, offset < size, start <= file.size
        else { return [] }
        return file.bytes(at: start + offset, count: min(count, size - offset, largestRead))
    }

    /// The zero-terminated string at `offset` of a section, nil when there is none of at most 16 KiB.
    func string(in section: ELFSection, at offset: Int) -> String? {
        var window = 256
        while window <= 16 << 10 {
            var reader = ByteReader(bytes(of: section, from: offset, count: window))
            let text = reader.cString()
            if !reader.hasFailed { return text }
            window *= 8
        }
        return nil
    }
}
