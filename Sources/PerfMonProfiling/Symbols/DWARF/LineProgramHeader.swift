/// The header of a line program (.debug_line): its encoding and the files it names.
struct LineProgramHeader {
    private static let mostFiles = 65_536

    var minimumInstructionLength: UInt64 = 1
    var lineBase: Int64 = 0
    var lineRange: UInt8 = 1
    var opcodeBase: UInt8 = 1
    var operandCounts: [UInt8] = []
    /// The index of the first file: 1 before DWARF 5.
    var firstFile = 1
    private var directories: [AttributeValue] = []
    private var files: [(name: AttributeValue, directory: Int)] = []

    /// Reads the header and leaves the reader at the first instruction.
    init?(_ reader: inout ByteReader, offsetSize: Int) {
        let version = reader.uint16()
        guard (2...5).contains(version) else { return nil }
        if version >= 5 {
            guard reader.uint8() == 8 else { return nil }
            reader.skip(1)
        }
        let encoding = AttributeForm.Encoding(version: version, addressSize: 8, offsetSize: offsetSize)
        guard let length = Int(exactly: reader.unsigned(size: offsetSize)) else { return nil }
        let program = reader.offset.addingReportingOverflow(length).partialValue
        minimumInstructionLength = UInt64(reader.uint8())
        if version >= 4 { reader.skip(1) }
        reader.skip(1)
        lineBase = Int64(Int8(bitPattern: reader.uint8()))
        lineRange = reader.uint8()
        opcodeBase = reader.uint8()
        guard lineRange > 0, opcodeBase > 0 else { return nil }
        operandCounts = (1..<Int(opcodeBase)).map { _ in reader.uint8() }
        if version >= 5 {
            firstFile = 0
            directories = Self.entries(&reader, encoding).map(\.name)
            files = Self.entries(&reader, encoding)
        } else {
            readOldTables(&reader)
        }
        reader.seek(to: program)
        if reader.hasFailed { return nil }
    }

    private mutating func readOldTables(_ reader: inout ByteReader) {
        directories = [.other]
        while directories.count < Self.mostFiles {
            let name = reader.cString()
            if name.isEmpty { break }
            directories.append(.string(name))
        }
        while files.count < Self.mostFiles {
            let name = reader.cString()
            if name.isEmpty { break }
            files.append((.string(name), reader.ulebCount()))
            _ = reader.uleb128()
            _ = reader.uleb128()
        }
    }

    /// A table of DWARF 5, which first says what its columns are.
    private static func entries(_ reader: inout ByteReader, _ encoding: AttributeForm.Encoding) -> [(name: AttributeValue, directory: Int)]
    {
        let path: UInt64 = 1
        let directoryIndex: UInt64 = 2
        let columns = (0..<reader.uint8()).map { _ in (content: reader.uleb128(), form: reader.uleb128()) }
        var entries: [(name: AttributeValue, directory: Int)] = []
        for _ in 0..<min(reader.ulebCount(), mostFiles) {
            if reader.hasFailed { break }
            var entry: (name: AttributeValue, directory: Int) = (.other, 0)
            for column in columns {
                let value = AttributeValue(form: column.form, implicitConstant: 0, &reader, encoding)
                if column.content == path { entry.name = value }
                if column.content == directoryIndex { entry.directory = Int(clamping: value.number ?? 0) }
            }
            entries.append(entry)
        }
        return entries
    }

    /// The path of a file, as far as the compiler recorded it.
    func path(ofFile index: UInt64, in unit: CompilationUnit, _ sections: DebugSections) -> String? {
        guard let index = Int(exactly: index), files.indices.contains(index - firstFile) else { return nil }
        let file = files[index - firstFile]
        guard let name = unit.string(file.name, in: sections), !name.isEmpty else { return nil }
        if name.hasPrefix("/") { return name }
        let directory = directories.indices.contains(file.directory) ? unit.string(directories[file.directory], in: sections) : nil
        let path = directory.map { $0.isEmpty ? name : "\($0)/\(name)" } ?? name
        if path.hasPrefix("/") { return path }
        return unit.string(unit.directory, in: sections).map { "\($0)/\(path)" } ?? path
    }
}
