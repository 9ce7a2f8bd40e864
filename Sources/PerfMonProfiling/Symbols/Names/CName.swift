/// Names of C functions.
enum CName {
    /// The name without what the optimiser added to it: `parse.part.0`, `read.cold`.
    static func short(_ symbol: Substring) -> String {
        if symbol.hasPrefix("async_Main") { return "main" }
        let name = symbol.prefix { $0 != "." }
        return String(name.isEmpty ? symbol : name)
    }
}
