/// What one ELF file knows of its functions.
final class ImageSymbols {
    private let file: ELFFile?
    private let symbols: SymbolTable?
    private let debugInformation: DebugInformation?

    /// Opens the file at `path`.
    ///
    /// With the `loadBias` of an image of this process, a file that is not the one loaded is left aside: names of
    /// another build would be wrong ones.
    init(path: String, loadBias: UInt64?) {
        let opened = ELFFile(path: path)
        let isReplaced = opened.flatMap { file in loadBias.map { BuildIdentifier.differs(file, fromImageAt: $0) } } ?? false
        file = isReplaced ? nil : opened
        symbols = file.map(SymbolTable.init)
        debugInformation = file.flatMap(DebugInformation.init)
    }

    /// Whether only the functions that other files may call have names.
    var isStripped: Bool { file?.section(ofKind: ELFSection.Kind.symbolTable) == nil }

    /// The directory of the package that the file was built from, when it says so.
    var packageDirectory: String? { debugInformation?.packageDirectory }

    /// One function of the file at an address: its own or one inlined there.
    struct Function {
        var symbol: String
        var location: DebugInformation.Location
        /// The source file of the unit, where the function's own is not known.
        var unitFile: String?
    }

    /// The functions at an address of the file, the innermost inlined one first; none when no symbol is known.
    func functions(at address: UInt64, isResumption: Bool) -> [Function] {
        guard let file, let symbols, let function = symbols.function(at: address), let symbol = symbols.name(of: function, in: file) else {
            return []
        }
        let end = function.start.addingReportingOverflow(UInt64(max(function.size, 1))).partialValue
        let bounds = function.start..<max(end, address &+ 1, function.start)
        let answer = debugInformation?.lookUp(address, in: bounds, isResumption: isResumption) ?? DebugInformation.Answer()
        // Each function's line is that of the call inlined into it; the innermost one's is the address's own.
        let names = [symbol] + answer.calls.map(\.symbol)
        let locations = answer.calls.map(\.location) + [answer.location]
        return zip(names, locations).map { Function(symbol: $0, location: $1, unitFile: answer.unitFile) }.reversed()
    }
}
