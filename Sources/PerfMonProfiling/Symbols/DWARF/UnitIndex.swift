/// Which compilation unit an address belongs to.
///
/// Reads the first entry of each unit and nothing else of .debug_info, so that a large executable costs a few
/// milliseconds; units without code, such as imported modules, are not kept.
struct UnitIndex {
    private static let mostUnits = 262_144
    private static let mostRanges = 1 << 20

    private struct Entry {
        var range: Range<UInt64>
        var unit: Int
    }

    private(set) var units: [CompilationUnit] = []
    private var entries: [Entry] = []
    /// Where units start, those without code included: a function may have been declared in another unit.
    private var offsets: [Int] = []

    init(_ sections: DebugSections, abbreviations: [UInt8]) {
        let size = sections.size(of: .information)
        var offset = 0
        while offset < size, offsets.count < Self.mostUnits, entries.count < Self.mostRanges {
            var reader = ByteReader(sections.bytes(of: .information, from: offset, count: UnitHeader.window))
            guard let header = UnitHeader(&reader, at: offset), header.end > offset else { break }
            if header.isSupported, let unit = Self.unit(header, &reader, abbreviations) { add(unit, sections) }
            offsets.append(offset)
            offset = header.end
        }
        entries.sort { $0.range.lowerBound < $1.range.lowerBound }
    }

    private mutating func add(_ unit: CompilationUnit, _ sections: DebugSections) {
        let ranges = unit.ranges(low: unit.lowPC, high: unit.highPC, ranges: unit.ranges, in: sections)
        guard !ranges.isEmpty else { return }
        entries += ranges.map { Entry(range: $0, unit: units.count) }
        units.append(unit)
    }

    /// Reads a unit's first entry; nil for a unit of another kind.
    static func unit(_ header: UnitHeader, _ reader: inout ByteReader, _ abbreviations: [UInt8]) -> CompilationUnit? {
        let code = reader.uleb128()
        var table = ByteReader(abbreviations, from: header.abbreviationOffset)
        // The first entry has the first code in practice: the rest of the table is not needed for it.
        let codes = AbbreviationTable(&table, encoding: header.encoding, mostCodes: Int(min(code, 64)))
        guard let abbreviation = codes[code], abbreviation.tag == DWARFTag.compileUnit || abbreviation.tag == DWARFTag.skeletonUnit else {
            return nil
        }
        var unit = CompilationUnit(header: header)
        for attribute in abbreviation.attributes {
            let constant = attribute.implicitConstant
            unit.set(attribute.name, to: AttributeValue(form: attribute.form, implicitConstant: constant, &reader, header.encoding))
        }
        return reader.hasFailed ? nil : unit
    }

    /// The start of the unit that holds the entry at `offset` of .debug_info.
    func start(ofUnitAround offset: Int) -> Int? {
        let next = offsets.partitioningIndex { $0 > offset }
        return next > 0 ? offsets[next - 1] : nil
    }

    /// The number of the unit that `address` belongs to.
    func unit(at address: UInt64) -> Int? {
        let next = entries.partitioningIndex { $0.range.lowerBound > address }
        guard next > 0, entries[next - 1].range.contains(address) else { return nil }
        return entries[next - 1].unit
    }
}
