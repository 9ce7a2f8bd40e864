/// The names that a report may have: they mean the same to every file system, shell and URL, and stay in the directory.
enum ReportFileName {
    /// Leaves room for suffixes below the 255 bytes that file systems allow.
    static let maximumLength = 200

    static func isValid(_ name: String) -> Bool {
        (1...maximumLength).contains(name.utf8.count)
            && !name.hasPrefix(".")
            && !name.contains("..")
            && name.utf8.allSatisfy(isAllowed)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default:
            false
        }
    }
}
