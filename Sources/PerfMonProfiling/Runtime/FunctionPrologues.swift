/// How the functions of a file begin.
struct FunctionPrologues {
    private(set) var functions = 0
    private(set) var hasRuntime = false
    private var looked = 0
    private var kept = 0

    /// Functions looked at; the first ones of a file say enough.
    private static let limit = 4000
    /// Shorter functions call nothing, and need no frame.
    private static let shortest: UInt64 = 48

    /// The share of those looked at that keep a frame pointer.
    var framePointers: Double? { looked == 0 ? nil : Double(kept) / Double(looked) }

    /// Looks at the code of one file, of which the names may be in another.
    init(symbols: ELFFile?, code file: ELFFile) {
        guard let symbols, let section = symbols.section(ofKind: ELFSection.Kind.symbolTable), let text = file.section(".text"),
            let names = symbols.section(at: section.link).map({ symbols.bytes(of: $0) })
        else { return }
        let table = symbols.bytes(of: section)
        for index in 0..<table.count / 24 {
            var reader = ByteReader(table, from: index * 24)
            let nameOffset = Int(reader.uint32())
            let isFunction = reader.uint8() & 0xf == 2
            reader.skip(3)
            let (start, size) = (reader.uint64(), reader.uint64())
            guard isFunction, size > 0, nameOffset < names.count else { continue }
            functions += 1
            let name = names[nameOffset...].prefix { $0 != 0 }
            if name.elementsEqual("swift_job_run".utf8) { hasRuntime = true }
            guard looked < Self.limit, size >= Self.shortest, name.starts(with: "$s".utf8), start >= text.address else { continue }
            guard let offset = Int(exactly: start - text.address) else { continue }
            let code = file.bytes(of: text, from: offset, count: 8)
            guard !code.isEmpty else { continue }
            looked += 1
            if Self.keepsFramePointer(code) { kept += 1 }
        }
    }

    /// `push rbp` among the first instructions of an x86-64 function; `stp x29, x30` in an AArch64 one.
    private static func keepsFramePointer(_ code: [UInt8]) -> Bool {
        #if arch(x86_64)
        code.first == 0x55 || code.starts(with: [0xf3, 0x0f, 0x1e, 0xfa, 0x55])
        #else
        code.count >= 8 && (code[3] & 0xfe == 0xa8 || code[7] & 0xfe == 0xa8)
        #endif
    }
}
