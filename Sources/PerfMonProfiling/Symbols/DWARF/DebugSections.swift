/// The sections of an ELF file that hold debug information in DWARF 4 or 5.
struct DebugSections {
    private let file: ELFFile
    private let sections: [Name: ELFSection]

    enum Name: String, CaseIterable {
        case abbreviations = ".debug_abbrev"
        case addresses = ".debug_addr"
        case information = ".debug_info"
        case lines = ".debug_line"
        case lineStrings = ".debug_line_str"
        case rangeLists = ".debug_rnglists"
        case ranges = ".debug_ranges"
        case strings = ".debug_str"
        case stringOffsets = ".debug_str_offsets"
    }

    /// Without these, nothing is known.
    static let required: [Name] = [.information, .abbreviations, .lines]

    /// Nil for a file without readable debug information: stripped, split off or compressed by anything but zlib.
    init?(_ file: ELFFile) {
        self.file = file
        var sections: [Name: ELFSection] = [:]
        for name in Name.allCases {
            if let section = file.section(name.rawValue), file.isReadable(section) { sections[name] = section }
        }
        guard Self.required.allSatisfy({ sections[$0] != nil }) else { return nil }
        self.sections = sections
    }

    func size(of name: Name) -> Int {
        sections[name].map(file.size) ?? 0
    }

    func bytes(of name: Name, from offset: Int, count: Int) -> [UInt8] {
        sections[name].map { file.bytes(of: $0, from: offset, count: count) } ?? []
    }

    func string(in name: Name, at offset: UInt64) -> String? {
        guard let section = sections[name], let offset = Int(exactly: offset) else { return nil }
        return file.string(in: section, at: offset)
    }

    /// The value at `index` of a table of values of `size` bytes.
    func value(in name: Name, base: UInt64, index: UInt64, size: Int) -> UInt64? {
        let (distance, overflows) = index.multipliedReportingOverflow(by: UInt64(size))
        guard !overflows, let offset = Int(exactly: base.addingReportingOverflow(distance).partialValue) else { return nil }
        var reader = ByteReader(bytes(of: name, from: offset, count: size))
        let value = reader.unsigned(size: size)
        return reader.hasFailed ? nil : value
    }
}
