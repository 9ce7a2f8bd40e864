/// The codes of the DWARF standard that are read here, under the names the standard gives them.
enum DWARFTag {
    static let compileUnit: UInt64 = 0x11
    static let inlinedSubroutine: UInt64 = 0x1d
    static let subprogram: UInt64 = 0x2e
    static let partialUnit: UInt64 = 0x3c
    static let skeletonUnit: UInt64 = 0x4a
}

enum DWARFAttribute {
    static let name: UInt64 = 0x03
    static let statementList: UInt64 = 0x10
    static let lowPC: UInt64 = 0x11
    static let highPC: UInt64 = 0x12
    static let language: UInt64 = 0x13
    static let compilationDirectory: UInt64 = 0x1b
    static let abstractOrigin: UInt64 = 0x31
    static let specification: UInt64 = 0x47
    static let ranges: UInt64 = 0x55
    static let callFile: UInt64 = 0x58
    static let callLine: UInt64 = 0x59
    static let linkageName: UInt64 = 0x6e
    static let stringOffsetsBase: UInt64 = 0x72
    static let addressBase: UInt64 = 0x73
    static let rangeListsBase: UInt64 = 0x74
    static let splitName: UInt64 = 0x76
    static let splitNameBeforeVersion5: UInt64 = 0x2130
}

enum DWARFLanguage {
    static let swift: UInt64 = 0x1e
}
