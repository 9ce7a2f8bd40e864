/// Reads which inlined calls an address lies in, from the entry of the function that contains it.
struct InlinedCallReader {
    private static let largestFunction = 1 << 20
    private static let deepestOrigin = 4
    private static let mostCalls = 64

    let unit: CompilationUnit
    let sections: DebugSections
    let index: UnitIndex
    let abbreviations: AbbreviationTable
    /// All abbreviation tables, for the units that code was inlined from.
    let table: [UInt8]

    private var encoding: AttributeForm.Encoding { unit.header.encoding }

    /// The calls around `address`, the outermost first.
    func calls(at address: UInt64, inFunctionAt offset: Int) -> [InlinedCall] {
        let count = min(unit.header.end - offset, Self.largestFunction)
        var reader = ByteReader(sections.bytes(of: .information, from: offset, count: count))
        var calls: [InlinedCall] = []
        var depth = 0
        repeat {
            let code = reader.uleb128()
            guard code != 0 else {
                depth -= 1
                continue
            }
            guard let abbreviation = abbreviations[code] else { break }
            if abbreviation.tag == DWARFTag.inlinedSubroutine {
                let entry = DebuggingEntry(abbreviation, &reader, encoding)
                if let range = entry.ranges(in: unit, sections).first(where: { $0.contains(address) }),
                    let symbol = symbol(of: entry.origin)
                {
                    let call = InlinedCall(symbol: symbol, range: range, callFile: entry.callFile, callLine: entry.callLine)
                    calls.append(call)
                }
            } else {
                DebuggingEntry.skip(abbreviation, &reader, encoding)
            }
            if abbreviation.hasChildren { depth += 1 }
        } while depth > 0 && !reader.isAtEnd && calls.count < Self.mostCalls
        return calls
    }

    /// The name of the function at `reference`, following origins and specifications.
    private func symbol(of reference: AttributeValue) -> String? {
        var reference = reference
        var context = self
        for _ in 0..<Self.deepestOrigin {
            guard let offset = context.offset(of: reference), let owner = context.reader(forEntryAt: offset) else { return nil }
            context = owner
            var reader = ByteReader(sections.bytes(of: .information, from: offset, count: UnitHeader.window))
            guard let abbreviation = context.abbreviations[reader.uleb128()] else { return nil }
            let entry = DebuggingEntry(abbreviation, &reader, context.encoding)
            if let name = context.unit.string(entry.linkageName, in: sections) ?? context.unit.string(entry.name, in: sections) {
                return name
            }
            reference = entry.origin
        }
        return nil
    }

    private func offset(of reference: AttributeValue) -> Int? {
        switch reference {
        case .unitReference(let distance): Int(exactly: distance.addingReportingOverflow(UInt64(unit.header.offset)).partialValue)
        case .reference(let position): Int(exactly: position)
        default: nil
        }
    }

    /// A reader for the unit that holds the entry at `offset`: this one, unless code was inlined across units.
    private func reader(forEntryAt offset: Int) -> InlinedCallReader? {
        if offset >= unit.header.firstEntry, offset < unit.header.end { return self }
        guard let start = index.start(ofUnitAround: offset) else { return nil }
        var reader = ByteReader(sections.bytes(of: .information, from: start, count: UnitHeader.window))
        guard let header = UnitHeader(&reader, at: start), header.isSupported, offset >= header.firstEntry, offset < header.end,
            let unit = UnitIndex.unit(header, &reader, table)
        else { return nil }
        var tableReader = ByteReader(table, from: header.abbreviationOffset)
        let abbreviations = AbbreviationTable(&tableReader, encoding: header.encoding)
        return InlinedCallReader(unit: unit, sections: sections, index: index, abbreviations: abbreviations, table: table)
    }
}
