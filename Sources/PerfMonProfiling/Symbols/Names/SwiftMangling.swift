/// The little that is read from a mangled Swift name without demangling it.
enum SwiftMangling {
    private static let prefixes = ["$s", "$S", "$e", "_$s", "_$S", "_T0"]

    /// The module a mangled name begins with: empty when it cannot be told, nil when the name is not Swift's.
    static func module(of symbol: Substring) -> String? {
        guard let prefix = prefixes.first(where: symbol.hasPrefix) else { return nil }
        let rest = symbol.utf8.dropFirst(prefix.utf8.count)
        let digits = rest.prefix { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") }
        if let length = Int(Substring(digits)), length > 0, length <= rest.count - digits.count {
            return String(Substring(rest.dropFirst(digits.count).prefix(length)))
        }
        if rest.starts(with: "Sc".utf8) { return "_Concurrency" }
        if rest.starts(with: "So".utf8) { return "__C" }
        if rest.first == UInt8(ascii: "s") || rest.first == UInt8(ascii: "S") { return "Swift" }
        return ""
    }
}
