/// What one ELF file knows of its functions.
final class ImageSymbols {
    private let file: ELFFile?
    private let symbols: SymbolTable?

    init(path: String) {
        file = ELFFile(path: path)
        symbols = file.map(SymbolTable.init)
    }

    func functionName(at address: UInt64) -> String? {
        guard let file, let symbols, let function = symbols.function(at: address) else { return nil }
        return symbols.name(of: function, in: file)
    }
}
