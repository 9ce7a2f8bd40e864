/// The functions of an ELF file, by address.
///
/// Holds 16 bytes for each function. The names stay in the file until they are asked for.
struct SymbolTable {
    /// A function's place in the file's own addresses.
    struct Function {
        var start: UInt64
        var size: UInt32
        fileprivate var nameOffset: UInt32
    }

    private let functions: [Function]
    private let names: ELFSection?

    /// The functions that have names in a file; with only those that other files may call in one that was stripped.
    init(_ file: ELFFile) {
        guard let table = file.section(ofKind: ELFSection.Kind.symbolTable) ?? file.section(ofKind: ELFSection.Kind.dynamicSymbols) else {
            self.functions = []
            self.names = nil
            return
        }
        self.names = file.section(at: table.link)
        self.functions = Self.functions(in: file.bytes(of: table))
    }

    var isEmpty: Bool { functions.isEmpty }

    private static func functions(in table: [UInt8]) -> [Function] {
        let functionType: UInt8 = 2
        let indirectFunctionType: UInt8 = 10
        var functions: [Function] = []
        var reader = ByteReader(table)
        for _ in 0..<table.count / 24 {
            let nameOffset = reader.uint32()
            let type = reader.uint8() & 0xf
            reader.skip(1)
            let section = reader.uint16()
            let start = reader.uint64()
            let size = reader.uint64()
            guard type == functionType || type == indirectFunctionType, section != 0, nameOffset != 0 else { continue }
            functions.append(Function(start: start, size: UInt32(clamping: size), nameOffset: nameOffset))
        }
        functions.sort { ($0.start, $0.size, $0.nameOffset) < ($1.start, $1.size, $1.nameOffset) }
        return functions
    }

    /// The function that contains `address`: of several that start together, the longest.
    ///
    /// A symbol without a size, as assembly leaves it, reaches to the next one.
    func function(at address: UInt64) -> Function? {
        let next = functions.partitioningIndex { $0.start > address }
        guard next > 0 else { return nil }
        let function = functions[next - 1]
        let isInside = function.size == 0 ? next < functions.count : address - function.start < UInt64(function.size)
        return isInside ? function : nil
    }

    /// The function's name as the linker knows it.
    func name(of function: Function, in file: ELFFile) -> String? {
        names.flatMap { file.string(in: $0, at: Int(function.nameOffset)) }
    }
}
