/// The registers of the machine that a line program is written for.
struct LineProgramState {
    enum Effect {
        case none
        /// The registers are a row of the table.
        case row
        /// The sequence ends before `address`.
        case end
    }

    var address: UInt64 = 0
    var line: Int64 = 1
    var file: UInt64 = 1

    /// Executes one instruction.
    mutating func execute(_ reader: inout ByteReader, _ header: LineProgramHeader) -> Effect {
        let opcode = reader.uint8()
        guard opcode < header.opcodeBase else {
            let adjusted = opcode - header.opcodeBase
            advance(UInt64(adjusted / header.lineRange), header)
            line &+= header.lineBase &+ Int64(adjusted % header.lineRange)
            return .row
        }
        switch opcode {
        case 0: return extended(&reader)
        case 1: return .row
        case 2: advance(reader.uleb128(), header)
        case 3: line &+= reader.sleb128()
        case 4: file = reader.uleb128()
        case 6, 7, 10, 11: break
        case 8: advance(UInt64((255 - header.opcodeBase) / header.lineRange), header)
        case 9: address &+= UInt64(reader.uint16())
        default:
            for _ in 0..<header.operandCounts[Int(opcode) - 1] { _ = reader.uleb128() }
        }
        return .none
    }

    private mutating func advance(_ operations: UInt64, _ header: LineProgramHeader) {
        address &+= operations &* header.minimumInstructionLength
    }

    private mutating func extended(_ reader: inout ByteReader) -> Effect {
        let length = reader.ulebCount()
        let end = reader.offset.addingReportingOverflow(length).partialValue
        guard length > 0 else { return .none }
        switch reader.uint8() {
        case 1:
            reader.seek(to: end)
            return reader.hasFailed ? .none : .end
        case 2 where length == 9:
            address = reader.uint64()
        default:
            break
        }
        reader.seek(to: end)
        return .none
    }
}
