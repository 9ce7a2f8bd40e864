/// A compilation unit that has code: what its first entry says.
struct CompilationUnit {
    var header: UnitHeader
    var name: AttributeValue = .other
    var directory: AttributeValue = .other
    var language: UInt64 = 0
    var lineProgram: Int?
    var lowPC: AttributeValue = .other
    var highPC: AttributeValue = .other
    var ranges: AttributeValue = .other
    var stringOffsetsBase: UInt64 = 0
    var addressBase: UInt64 = 0
    var rangeListsBase: UInt64 = 0
    /// Whether all but the lines was left in a `.dwo` file.
    var isSkeleton = false

    init(header: UnitHeader) {
        self.header = header
        stringOffsetsBase = UInt64(header.encoding.offsetSize * 2)
        addressBase = 8
        rangeListsBase = UInt64(header.encoding.offsetSize * 2 + 4)
    }

    mutating func set(_ attribute: UInt64, to value: AttributeValue) {
        switch attribute {
        case DWARFAttribute.name: name = value
        case DWARFAttribute.compilationDirectory: directory = value
        case DWARFAttribute.language: language = value.number ?? 0
        case DWARFAttribute.statementList: lineProgram = value.number.flatMap { Int(exactly: $0) }
        case DWARFAttribute.lowPC: lowPC = value
        case DWARFAttribute.highPC: highPC = value
        case DWARFAttribute.ranges: ranges = value
        case DWARFAttribute.stringOffsetsBase: stringOffsetsBase = value.number ?? stringOffsetsBase
        case DWARFAttribute.addressBase: addressBase = value.number ?? addressBase
        case DWARFAttribute.rangeListsBase: rangeListsBase = value.number ?? rangeListsBase
        case DWARFAttribute.splitName, DWARFAttribute.splitNameBeforeVersion5: isSkeleton = true
        default: break
        }
    }

    func string(_ value: AttributeValue, in sections: DebugSections) -> String? {
        switch value {
        case .string(let text): return text
        case .stringOffset(let offset): return sections.string(in: .strings, at: offset)
        case .lineStringOffset(let offset): return sections.string(in: .lineStrings, at: offset)
        case .stringIndex(let index):
            let size = header.encoding.offsetSize
            return sections.value(in: .stringOffsets, base: stringOffsetsBase, index: index, size: size)
                .flatMap { sections.string(in: .strings, at: $0) }
        default: return nil
        }
    }

    func address(_ value: AttributeValue, in sections: DebugSections) -> UInt64? {
        switch value {
        case .address(let address): address
        case .addressIndex(let index): sections.value(in: .addresses, base: addressBase, index: index, size: header.encoding.addressSize)
        default: nil
        }
    }

    /// Where the code of an entry with these attributes lies.
    func ranges(low: AttributeValue, high: AttributeValue, ranges: AttributeValue, in sections: DebugSections) -> [Range<UInt64>] {
        switch ranges {
        case .other:
            guard let start = address(low, in: sections) else { return [] }
            let end = address(high, in: sections) ?? start.addingReportingOverflow(high.number ?? 0).partialValue
            return AddressRanges.isCode(start) && end > start ? [start..<end] : []
        default:
            return AddressRanges(unit: self, sections: sections).list(ranges)
        }
    }
}
