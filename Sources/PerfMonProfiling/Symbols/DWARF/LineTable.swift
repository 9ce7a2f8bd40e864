/// The rows of one unit's line program.
struct LineTable {
    /// Rows beyond this are not read: a table of a larger size is damaged or machine-made.
    static let mostRows = 1 << 20

    /// A row applies from its address to the next row's.
    struct Row {
        /// The distance from the start of the sequence.
        var offset: UInt32
        /// 0 for code that belongs to no line.
        var line: UInt32
        var file: UInt32
    }

    private struct RowSequence {
        var range: Range<UInt64>
        var rows: Range<Int>

        func address(of row: Row) -> UInt64 {
            range.lowerBound &+ UInt64(row.offset)
        }
    }

    let header: LineProgramHeader
    private(set) var rows: [Row] = []
    private var sequences: [RowSequence] = []

    /// Reads the program at `offset` of .debug_line.
    init?(_ sections: DebugSections, at offset: Int) {
        var prefix = ByteReader(sections.bytes(of: .lines, from: offset, count: 12))
        var length = UInt64(prefix.uint32())
        let offsetSize = length == 0xffff_ffff ? 8 : 4
        if offsetSize == 8 { length = prefix.uint64() }
        guard !prefix.hasFailed, let length = Int(exactly: length), length <= ELFFile.largestRead else { return nil }
        var reader = ByteReader(sections.bytes(of: .lines, from: offset + prefix.offset, count: length))
        guard let header = LineProgramHeader(&reader, offsetSize: offsetSize) else { return nil }
        self.header = header
        run(&reader)
        sequences.sort { $0.range.lowerBound < $1.range.lowerBound }
    }

    private mutating func run(_ reader: inout ByteReader) {
        var state = LineProgramState()
        var firstRow = 0
        var start: UInt64 = 0
        while !reader.isAtEnd, rows.count < Self.mostRows {
            switch state.execute(&reader, header) {
            case .none:
                break
            case .row:
                if rows.count == firstRow { start = state.address }
                // Addresses only grow in a sequence; one that does not is damaged, and dropped with all that follows.
                guard let offset = UInt32(exactly: state.address &- start) else { return }
                rows.append(Row(offset: offset, line: UInt32(clamping: state.line), file: UInt32(clamping: state.file)))
            case .end:
                if start < state.address, AddressRanges.isCode(start), firstRow < rows.count {
                    sequences.append(RowSequence(range: start..<state.address, rows: firstRow..<rows.count))
                } else {
                    rows.removeSubrange(firstRow...)
                }
                firstRow = rows.count
                state = LineProgramState()
            }
        }
    }

    /// The row for an address: of code that belongs to no line, the nearest row before it in `bounds` that has one.
    func row(at address: UInt64, in bounds: Range<UInt64>) -> Row? {
        guard let sequence = sequence(at: address) else { return nil }
        let rows = rows[sequence.rows]
        let next = rows.partitioningIndex { sequence.address(of: $0) > address }
        guard next > rows.startIndex else { return nil }
        if rows[next - 1].line != 0 { return rows[next - 1] }
        let first = rows.partitioningIndex { sequence.address(of: $0) >= bounds.lowerBound }
        return rows[min(first, next)..<next].last { $0.line != 0 }
    }

    /// The row for the first instruction of the part of a function that follows an `await`, and an address in the same
    /// function whose inlined calls are those of the `await`.
    ///
    /// The first row of such a part has the line of the `await`, but not its scope: inlined calls are right from the
    /// first row after the prologue on, and only where that row is of the same line. Where the first row has no line,
    /// the next one that has is the `await`'s.
    func resumption(at address: UInt64, in bounds: Range<UInt64>) -> (row: Row, scope: UInt64?)? {
        guard let sequence = sequence(at: address) else { return nil }
        let rows = rows[sequence.rows]
        let next = rows.partitioningIndex { sequence.address(of: $0) > address }
        guard next > rows.startIndex else { return nil }
        let rest = rows[next...].prefix { sequence.address(of: $0) < bounds.upperBound }
        let entry = rows[next - 1]
        let match = rest.first { entry.line == 0 ? $0.line != 0 : $0.line == entry.line && $0.file == entry.file }
        return (entry.line == 0 ? match ?? entry : entry, match.map(sequence.address))
    }

    private func sequence(at address: UInt64) -> RowSequence? {
        let next = sequences.partitioningIndex { $0.range.lowerBound > address }
        return next > 0 && sequences[next - 1].range.contains(address) ? sequences[next - 1] : nil
    }
}
