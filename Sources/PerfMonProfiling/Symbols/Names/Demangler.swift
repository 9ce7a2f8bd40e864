internal import CPerfMonSampler

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The demanglers of the runtimes that every Swift program has loaded.
///
/// The `Runtime` module's symbolication gives shorter names, but has to be linked and loaded by every application, and
/// drops the labels and modules that are wanted here.
enum Demangler {
    /// Longer names, which only generated code has, are left as they are, so that the cost of one name is bounded.
    private static let longestSymbol = 8192

    static func demangle(_ symbol: Substring) -> String? {
        let length = symbol.utf8.count
        guard length <= longestSymbol, symbol.utf8.allSatisfy(isMangled) else { return nil }
        let result = String(symbol).withCString { perfmon_demangle($0, length) }
        guard let result else { return nil }
        defer { free(result) }
        return String(cString: result)
    }

    /// Whether a compiler writes this: the runtime's demangler ends the process over some names that are none.
    private static func isMangled(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "."): true
        default: false
        }
    }
}
