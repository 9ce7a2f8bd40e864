import Foundation

/// A small ELF file made by hand, with two functions and one inlined call.
enum ELFFixture {
    static let outer: Range<UInt64> = 0x1000..<0x1100
    static let other: Range<UInt64> = 0x1100..<0x1180
    static let inlined: Range<UInt64> = 0x1040..<0x1060

    /// The file's bytes, with debug information of that DWARF version, or stripped of it.
    static func bytes(dwarfVersion version: UInt16?, hasSymbols: Bool = true) -> [UInt8] {
        var strings = ByteWriter(bytes: [0])
        var symbols = ByteWriter(bytes: [UInt8](repeating: 0, count: 24))
        for (name, range) in [("$s4demo5outer1aS2i_tF", outer), ("$s4demo5otheryyF", other)] {
            symbols.uint32(strings.bytes.count)
            symbols.bytes += [2, 0, 1, 0]
            symbols.uint64(range.lowerBound)
            symbols.uint64(UInt64(range.count))
            strings.string(name)
        }
        let debug = version.map { $0 >= 5 ? DWARFFixture.sections5 : DWARFFixture.sections4 } ?? []
        let named = hasSymbols ? [(".strtab", 3, 0, strings.bytes), (".symtab", 2, 1, symbols.bytes)] : []
        return file(named + debug.map { ($0.0, 1, 0, $0.1) })
    }

    private static func file(_ sections: [(name: String, kind: Int, link: Int, bytes: [UInt8])]) -> [UInt8] {
        var names = ByteWriter(bytes: [0])
        let nameOffsets = sections.map { section in
            defer { names.string(section.name) }
            return names.bytes.count
        }
        let sections = [("", 0, 0, [UInt8]())] + sections + [("", 3, 0, names.bytes)]
        var contents: [UInt8] = []
        var table = ByteWriter()
        for (index, section) in sections.enumerated() {
            table.uint32(index > 0 && index <= nameOffsets.count ? nameOffsets[index - 1] : 0)
            table.uint32(section.1)
            table.uint64(0)
            table.uint64(0)
            table.uint64(UInt64(64 + contents.count))
            table.uint64(UInt64(section.3.count))
            table.uint32(section.2)
            table.bytes += [UInt8](repeating: 0, count: 20)
            contents += section.3
        }
        var header = ByteWriter(bytes: [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 33))
        header.uint64(UInt64(64 + contents.count))
        header.uint32(0)
        for value: UInt16 in [64, 0, 0, 64, UInt16(sections.count), UInt16(sections.count - 1)] { header.uint16(value) }
        return header.bytes + contents + table.bytes
    }

    /// Runs `body` with the path of a file that has these bytes.
    static func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("perfmon-symbols-\(UUID().uuidString)")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try body(url.path)
    }
}
