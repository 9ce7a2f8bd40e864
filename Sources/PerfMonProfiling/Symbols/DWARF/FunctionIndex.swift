/// Where the entries of a unit's functions are, by address.
struct FunctionIndex {
    private struct Entry {
        var range: Range<UInt64>
        var offset: Int
    }

    private var entries: [Entry] = []
    let abbreviations: AbbreviationTable

    /// Reads all entries of a unit once.
    init(_ unit: CompilationUnit, _ sections: DebugSections, abbreviations table: [UInt8]) {
        let encoding = unit.header.encoding
        var tableReader = ByteReader(table, from: unit.header.abbreviationOffset)
        abbreviations = AbbreviationTable(&tableReader, encoding: encoding)
        let start = unit.header.firstEntry
        var reader = ByteReader(sections.bytes(of: .information, from: start, count: unit.header.end - start))
        while !reader.isAtEnd {
            let offset = start + reader.offset
            let code = reader.uleb128()
            if code == 0 { continue }
            guard let abbreviation = abbreviations[code] else { break }
            guard abbreviation.tag == DWARFTag.subprogram else {
                DebuggingEntry.skip(abbreviation, &reader, encoding)
                continue
            }
            let entry = DebuggingEntry(abbreviation, &reader, encoding)
            entries += entry.ranges(in: unit, sections).map { Entry(range: $0, offset: offset) }
        }
        entries.sort { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// About how much memory this takes, in bytes.
    var size: Int { entries.count * MemoryLayout<Entry>.stride + abbreviations.size }

    /// The offset in .debug_info of the function that contains `address`.
    func function(at address: UInt64) -> Int? {
        let next = entries.partitioningIndex { $0.range.lowerBound > address }
        return next > 0 && entries[next - 1].range.contains(address) ? entries[next - 1].offset : nil
    }
}
