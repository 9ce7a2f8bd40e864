/// The attributes of a function's or an inlined call's entry in .debug_info.
struct DebuggingEntry {
    private var lowPC: AttributeValue = .other
    private var highPC: AttributeValue = .other
    private var ranges: AttributeValue = .other
    private(set) var origin: AttributeValue = .other
    private(set) var linkageName: AttributeValue = .other
    private(set) var name: AttributeValue = .other
    private(set) var callFile: UInt64 = 0
    private(set) var callLine: UInt64 = 0

    init(_ abbreviation: AbbreviationTable.Abbreviation, _ reader: inout ByteReader, _ encoding: AttributeForm.Encoding) {
        for attribute in abbreviation.attributes {
            guard Self.isWanted(attribute.name) else {
                AttributeForm.skip(attribute.form, &reader, encoding)
                continue
            }
            let value = AttributeValue(form: attribute.form, implicitConstant: attribute.implicitConstant, &reader, encoding)
            switch attribute.name {
            case DWARFAttribute.lowPC: lowPC = value
            case DWARFAttribute.highPC: highPC = value
            case DWARFAttribute.ranges: ranges = value
            case DWARFAttribute.abstractOrigin, DWARFAttribute.specification: origin = value
            case DWARFAttribute.linkageName: linkageName = value
            case DWARFAttribute.name: name = value
            case DWARFAttribute.callFile: callFile = value.number ?? 0
            default: callLine = value.number ?? 0
            }
        }
    }

    private static func isWanted(_ attribute: UInt64) -> Bool {
        switch attribute {
        case DWARFAttribute.lowPC, DWARFAttribute.highPC, DWARFAttribute.ranges, DWARFAttribute.abstractOrigin,
            DWARFAttribute.specification, DWARFAttribute.linkageName, DWARFAttribute.name, DWARFAttribute.callFile,
            DWARFAttribute.callLine:
            true
        default: false
        }
    }

    static func skip(_ abbreviation: AbbreviationTable.Abbreviation, _ reader: inout ByteReader, _ encoding: AttributeForm.Encoding) {
        if let size = abbreviation.fixedSize { return reader.skip(size) }
        for attribute in abbreviation.attributes { AttributeForm.skip(attribute.form, &reader, encoding) }
    }

    func ranges(in unit: CompilationUnit, _ sections: DebugSections) -> [Range<UInt64>] {
        unit.ranges(low: lowPC, high: highPC, ranges: ranges, in: sections)
    }
}
