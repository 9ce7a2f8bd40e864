internal import PerfMonModel

/// What the files of one image know of its functions.
final class ImageSymbols {
    let sources: ImageSources
    private let symbols: SymbolTable?
    private let symbolFile: ELFFile?
    private let debugInformation: DebugInformation?
    private lazy var unwindTable = sources.image.flatMap(UnwindTable.init)

    init(_ sources: ImageSources) {
        self.sources = sources
        symbolFile = sources.symbols ?? sources.image
        symbols = symbolFile.map(SymbolTable.init)
        debugInformation = sources.debugInformation.flatMap(DebugInformation.init)
    }

    /// Whether only the functions that other files may call have names.
    var isStripped: Bool { sources.symbols == nil }

    /// The directory of the package that the file was built from, when it says so.
    var packageDirectory: String? { debugInformation?.packageDirectory }

    /// One function of the file at an address: its own or one inlined there.
    struct Function {
        var symbol: String
        var location: DebugInformation.Location
        /// The source file of the unit, where the function's own is not known.
        var unitFile: String?
        /// Whether what was inlined here is left in a file of its own, which is not read.
        var isSplit = false
    }

    /// Where the function that contains an address begins, also when it has no name.
    func functionStart(at address: UInt64) -> UInt64? { unwindTable?.functionStart(at: address) }

    /// The functions at an address of the file, the innermost inlined one first; none when no symbol is known.
    func functions(at address: UInt64, isResumption: Bool) -> [Function] {
        guard let symbolFile, let symbols, let function = symbols.function(at: address),
            let symbol = symbols.name(of: function, in: symbolFile)
        else { return [] }
        let end = function.start.addingReportingOverflow(UInt64(max(function.size, 1))).partialValue
        let bounds = function.start..<max(end, address &+ 1, function.start)
        let answer = debugInformation?.lookUp(address, in: bounds, isResumption: isResumption) ?? DebugInformation.Answer()
        // Each function's line is that of the call inlined into it; the innermost one's is the address's own.
        let names = [symbol] + answer.calls.map(\.symbol)
        let locations = answer.calls.map(\.location) + [answer.location]
        return zip(names, locations)
            .map { Function(symbol: $0, location: $1, unitFile: answer.unitFile, isSplit: answer.isSplit) }
            .reversed()
    }
}
