/// A 64-bit little-endian ELF file: its sections by name, and their bytes on demand.
final class ELFFile {
    /// The most that is ever read from a section in one piece.
    static let largestRead = 256 << 20

    let file: ImageFile
    private let sections: [ELFSection]
    private let sectionsByName: [String: Int]
    /// By their offset in the file.
    private var inflatedSections: [UInt64: InflatedSection?] = [:]

    convenience init?(path: String) {
        guard let file = ImageFile(path: path) else { return nil }
        self.init(file)
    }

    init?(_ file: ImageFile) {
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
        var sections = (0..<table.count / entrySize).map { _ in ELFSection(&reader) }
        guard nameSection < sections.count, sections[nameSection].isPresent, let place = Self.place(of: sections[nameSection], in: file)
        else { return nil }
        let names = file.bytes(at: place.lowerBound, count: min(place.count, 1 << 20))
        var sectionsByName: [String: Int] = [:]
        for index in sections.indices {
            var reader = ByteReader(names, from: Int(sections[index].nameOffset))
            var name = reader.cString()
            if reader.hasFailed { continue }
            if name.hasPrefix(".zdebug_") {
                sections[index].compression = .gnu
                name = ".debug_" + name.dropFirst(8)
            }
            sectionsByName[name] = index
        }
        self.sections = sections
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

    /// Whether a section's bytes can be had: not stripped away, and compressed, if at all, by zlib.
    func isReadable(_ section: ELFSection) -> Bool {
        section.isPresent && (section.compression == nil || inflated(section) != nil)
    }

    /// The number of a section's own bytes.
    func size(of section: ELFSection) -> Int {
        guard section.compression != nil else { return section.isPresent ? Int(clamping: section.size) : 0 }
        return inflated(section)?.size ?? 0
    }

    /// Up to `count` bytes of a section from `offset` of it; none when it is out of the file, or compressed by anything but zlib.
    func bytes(of section: ELFSection, from offset: Int = 0, count: Int = ELFFile.largestRead) -> [UInt8] {
        let count = min(count, Self.largestRead)
        if section.compression != nil { return inflated(section)?.bytes(at: offset, count: count) ?? [] }
        guard section.isPresent, let place = Self.place(of: section, in: file), offset >= 0, offset < place.count else { return [] }
        return file.bytes(at: place.lowerBound + offset, count: min(count, place.count - offset))
    }

    /// What precedes the bytes of a compressed section; nil when it is not compressed, or the header is damaged.
    func compressionHeader(of section: ELFSection) -> CompressionHeader? {
        guard let form = section.compression, section.isPresent, let place = Self.place(of: section, in: file) else { return nil }
        return CompressionHeader(file.bytes(at: place.lowerBound, count: min(place.count, CompressionHeader.longest)), form)
    }

    private func inflated(_ section: ELFSection) -> InflatedSection? {
        if let known = inflatedSections[section.offset] { return known }
        var inflated: InflatedSection?
        if let header = compressionHeader(of: section), header.method == .zlib, let place = Self.place(of: section, in: file) {
            inflated = InflatedSection(file, compressed: place.dropFirst(header.length), size: header.size)
        }
        inflatedSections[section.offset] = .some(inflated)
        return inflated
    }

    /// Where the bytes of a section lie, as far as the file reaches.
    private static func place(of section: ELFSection, in file: ImageFile) -> Range<Int>? {
        guard let start = Int(exactly: section.offset), let size = Int(exactly: section.size), start < file.size else { return nil }
        return start..<start + min(size, file.size - start)
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
