/// A symbol's name as a person would write it.
struct FunctionName: Hashable {
    /// Names are cut here: a name is read in a line of a call tree, not as a type signature.
    static let longest = 300

    /// Such as `UserRepository.load(id:)` or `closure #1 in Routes.build()`.
    var text: String
    /// The Swift module the function belongs to; nil for code of other languages.
    var module: String?
    /// Whether the function only carries a call and says nothing to a reader.
    var isHidden: Bool

    private init(text: String, module: String?, isHidden: Bool) {
        self.text = text.count <= Self.longest ? text : text.prefix(Self.longest - 1) + "…"
        self.module = module
        self.isHidden = isHidden
    }

    /// Reads a linker's symbol: Swift, C++ or C.
    init(symbol: String) {
        let symbol = symbol.prefix(while: { $0 != "@" })[...]
        if let module = SwiftMangling.module(of: symbol) {
            self.init(demangledSwift: Demangler.demangle(symbol) ?? String(symbol), fallbackModule: module)
        } else if symbol.hasPrefix("_Z"), let name = Demangler.demangle(symbol) {
            let text = CPlusPlusName.short(name)
            self.init(text: text, module: nil, isHidden: RuntimeFunctions.carriesCalls(text))
        } else {
            let text = CName.short(symbol)
            self.init(text: text, module: nil, isHidden: RuntimeFunctions.carriesCalls(text))
        }
    }

    /// Reads what the Swift demangler wrote.
    init(demangledSwift demangled: String, fallbackModule: String? = nil) {
        var parser = SwiftNameParser(demangled)
        let name = parser.parse()
        let text = name.text.isEmpty ? demangled : name.text
        let isConcurrency = fallbackModule == "_Concurrency" && name.module == "Swift"
        let module = isConcurrency ? fallbackModule : name.module ?? fallbackModule
        self.init(text: text, module: module?.isEmpty == true ? nil : module, isHidden: name.isHidden)
    }
}
