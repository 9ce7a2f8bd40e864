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
        guard length <= longestSymbol else { return nil }
        let result = String(symbol).withCString { perfmon_demangle($0, length) }
        guard let result else { return nil }
        defer { free(result) }
        return String(cString: result)
    }
}
