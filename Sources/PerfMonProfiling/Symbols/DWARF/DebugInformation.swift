/// The debug information of one ELF file: lines and inlined calls for addresses.
///
/// Units are read when the first address in them is asked for. What was read of them is kept up to a limit, then all
/// of it is dropped and read again.
final class DebugInformation {
    private static let largestAbbreviations = 64 << 20
    private static let largestCache = 32 << 20

    private let sections: DebugSections
    private let abbreviations: [UInt8]
    private let index: UnitIndex
    private var lineTables: [Int: LineTable?] = [:]
    private var functionIndices: [Int: FunctionIndex] = [:]
    private var cacheSize = 0

    init?(_ file: ELFFile) {
        guard let sections = DebugSections(file) else { return nil }
        self.sections = sections
        abbreviations = sections.bytes(of: .abbreviations, from: 0, count: Self.largestAbbreviations)
        index = UnitIndex(sections, abbreviations: abbreviations)
    }

    /// A place in the source.
    struct Location {
        var file: String?
        var line: Int?
    }

    /// What is known of an address.
    struct Answer {
        /// Where the code at the address was written.
        var location = Location()
        /// The calls it was inlined through, the outermost first, with the places they are written at.
        var calls: [(symbol: String, location: Location)] = []
        /// The source file that was compiled into the unit.
        var unitFile: String?
        /// Whether the calls were left in a `.dwo` file.
        var isSplit = false
    }

    /// Looks an address up; `function` is where the function that contains it lies.
    func lookUp(_ address: UInt64, in function: Range<UInt64>, isResumption: Bool) -> Answer {
        guard let number = index.unit(at: address) else { return Answer() }
        let unit = index.units[number]
        if cacheSize > Self.largestCache { dropCaches() }
        let lines = lineTable(of: unit)
        let row: LineTable.Row?
        let calls: [InlinedCall]
        if isResumption {
            let resumption = lines?.resumption(at: address, in: function)
            row = resumption?.row
            calls = resumption?.scope.map { self.calls(at: $0, in: number) } ?? []
        } else {
            calls = self.calls(at: address, in: number)
            row = lines?.row(at: address, in: calls.last?.range.clamped(to: function) ?? function)
        }
        var answer = Answer()
        answer.location = location(file: UInt64(row?.file ?? 0), line: UInt64(row?.line ?? 0), lines, unit)
        answer.calls = calls.map { ($0.symbol, location(file: $0.callFile, line: $0.callLine, lines, unit)) }
        answer.unitFile = unit.string(unit.name, in: sections)
        answer.isSplit = unit.isSkeleton
        return answer
    }

    private func location(file: UInt64, line: UInt64, _ lines: LineTable?, _ unit: CompilationUnit) -> Location {
        guard line > 0, let line = Int(exactly: line), let lines else { return Location() }
        let path = lines.header.path(ofFile: file, in: unit, sections)
        guard let path, !path.hasSuffix("<compiler-generated>"), !path.hasSuffix("<stdin>") else { return Location() }
        return Location(file: path, line: line)
    }

    private func lineTable(of unit: CompilationUnit) -> LineTable? {
        guard let program = unit.lineProgram else { return nil }
        if let known = lineTables[program] { return known }
        let table = LineTable(sections, at: program)
        lineTables[program] = .some(table)
        cacheSize += (table?.rows.count ?? 0) * MemoryLayout<LineTable.Row>.stride
        return table
    }

    private func calls(at address: UInt64, in number: Int) -> [InlinedCall] {
        let unit = index.units[number]
        let functions = functionIndex(of: number)
        guard let offset = functions.function(at: address) else { return [] }
        let reader = InlinedCallReader(
            unit: unit,
            sections: sections,
            index: index,
            abbreviations: functions.abbreviations,
            table: abbreviations
        )
        return reader.calls(at: address, inFunctionAt: offset)
    }

    private func functionIndex(of number: Int) -> FunctionIndex {
        if let known = functionIndices[number] { return known }
        let functions = FunctionIndex(index.units[number], sections, abbreviations: abbreviations)
        functionIndices[number] = functions
        cacheSize += functions.size
        return functions
    }

    private func dropCaches() {
        lineTables = [:]
        functionIndices = [:]
        cacheSize = 0
    }

    /// Whether some units left all but their lines in `.dwo` files.
    var hasSplitUnits: Bool { index.units.contains(where: \.isSkeleton) }

    /// The directory most Swift units were compiled in: SwiftPM compiles a package and all it depends on from the
    /// package's own directory.
    lazy var packageDirectory: String? = {
        var counts: [String: Int] = [:]
        for unit in index.units where unit.language == DWARFLanguage.swift {
            if let directory = unit.string(unit.directory, in: sections) { counts[directory, default: 0] += 1 }
        }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }()
}
