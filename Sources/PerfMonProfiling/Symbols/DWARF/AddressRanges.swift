/// Reads lists of address ranges: .debug_ranges up to DWARF 4, .debug_rnglists from 5 on.
struct AddressRanges {
    private static let mostRanges = 65_536
    private static let firstWindow = 512
    private static let largestWindow = 1 << 20

    let unit: CompilationUnit
    let sections: DebugSections

    /// Whether code can start here; the linker leaves 0, 1 or -1 for functions it dropped.
    static func isCode(_ address: UInt64) -> Bool {
        address > 1 && address < UInt64.max - 1
    }

    func list(_ value: AttributeValue) -> [Range<UInt64>] {
        let isNewFormat = unit.header.encoding.version >= 5
        var offset: UInt64?
        switch value {
        case .rangeListIndex(let index):
            let size = unit.header.encoding.offsetSize
            offset = sections.value(in: .rangeLists, base: unit.rangeListsBase, index: index, size: size)
                .map { $0.addingReportingOverflow(unit.rangeListsBase).partialValue }
        default:
            offset = value.number
        }
        guard let offset, let offset = Int(exactly: offset) else { return [] }
        var window = Self.firstWindow
        while true {
            var reader = ByteReader(sections.bytes(of: isNewFormat ? .rangeLists : .ranges, from: offset, count: window))
            let ranges = isNewFormat ? newList(&reader) : oldList(&reader)
            if !reader.hasFailed || window >= Self.largestWindow { return ranges }
            window *= 8
        }
    }

    private var baseAddress: UInt64 { unit.address(unit.lowPC, in: sections) ?? 0 }

    private func oldList(_ reader: inout ByteReader) -> [Range<UInt64>] {
        var ranges: [Range<UInt64>] = []
        var base = baseAddress
        while ranges.count < Self.mostRanges, !reader.hasFailed {
            let start = reader.uint64()
            let end = reader.uint64()
            if start == 0, end == 0 { break }
            if start == .max { base = end } else { append(base &+ start, base &+ end, to: &ranges) }
        }
        return ranges
    }

    private func newList(_ reader: inout ByteReader) -> [Range<UInt64>] {
        var ranges: [Range<UInt64>] = []
        var base = baseAddress
        while ranges.count < Self.mostRanges, !reader.hasFailed {
            switch reader.uint8() {
            case 0: return ranges
            case 1: base = indexed(reader.uleb128())
            case 2: append(indexed(reader.uleb128()), indexed(reader.uleb128()), to: &ranges)
            case 3:
                let start = indexed(reader.uleb128())
                append(start, start &+ reader.uleb128(), to: &ranges)
            case 4: append(base &+ reader.uleb128(), base &+ reader.uleb128(), to: &ranges)
            case 5: base = reader.uint64()
            case 6: append(reader.uint64(), reader.uint64(), to: &ranges)
            case 7:
                let start = reader.uint64()
                append(start, start &+ reader.uleb128(), to: &ranges)
            default: reader.fail()
            }
        }
        return ranges
    }

    private func indexed(_ index: UInt64) -> UInt64 {
        unit.address(.addressIndex(index), in: sections) ?? 0
    }

    private func append(_ start: UInt64, _ end: UInt64, to ranges: inout [Range<UInt64>]) {
        if Self.isCode(start), start < end { ranges.append(start..<end) }
    }
}
