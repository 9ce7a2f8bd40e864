#if CLI
internal import ArgumentParser
internal import PerfMonConfiguration

/// The request of a command line.
struct RequestArguments {
    let method: String
    let path: String
    let status: Int?

    /// Throws what is wrong with it: a path that no server gets would be explained at length, and wrongly.
    func validate() throws {
        guard !method.isEmpty, method.utf8.allSatisfy(Self.isTokenByte) else {
            throw ValidationError("`\(method)` is not an HTTP method; write the method first, such as GET /api/users/42")
        }
        if let status, !(100...599).contains(status) {
            throw ValidationError("\(status) is not a status code; expected 100 to 599")
        }
        if path == "*", method.uppercased() == "OPTIONS" { return }
        guard path.hasPrefix("/") else {
            let start = path.firstRange(of: "://").flatMap { path[$0.upperBound...].firstIndex(of: "/") }
            let example = start.map { String(path[$0...]) } ?? "/" + (path.contains("://") ? "" : path)
            throw ValidationError("`\(path)` is not a path; it begins with /, such as \(Self.withoutQuery(example))")
        }
        guard path == Self.withoutQuery(path) else {
            throw ValidationError("a path has no query and no fragment; write \(Self.withoutQuery(path))")
        }
    }

    private static func withoutQuery(_ path: String) -> String {
        String(path.prefix { $0 != "?" && $0 != "#" })
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}
#endif
