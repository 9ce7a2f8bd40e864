/// The name of a file that is being written. The leading dot keeps it out of listings and patterns such as `*.html`.
enum TemporaryName {
    private static let prefix = ".perfmon-"
    private static let suffix = ".tmp"

    static func random() -> String {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return prefix + String(repeating: "0", count: 16 - digits.count) + digits + suffix
    }

    static func matches(_ name: String) -> Bool {
        name.utf8.count == prefix.utf8.count + 16 + suffix.utf8.count
            && name.hasPrefix(prefix)
            && name.hasSuffix(suffix)
            && name.utf8.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count).allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
    }
}
