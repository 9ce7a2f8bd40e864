/// A path without what differs between requests for the same kind of thing.
enum PathShape {
    /// `/users/42` is `/users/{id}`; so are UUIDs and long hexadecimal numbers.
    static func of(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false)
            .map { isIdentifier($0) ? "{id}" : String($0) }
            .joined(separator: "/")
    }

    private static func isIdentifier(_ segment: Substring) -> Bool {
        let bytes = segment.utf8
        guard !bytes.isEmpty else { return false }
        if bytes.allSatisfy(isDigit) { return true }
        if bytes.count == 36 {
            return bytes.enumerated().allSatisfy { index, byte in
                [8, 13, 18, 23].contains(index) ? byte == UInt8(ascii: "-") : isHexadecimal(byte)
            }
        }
        // Shorter ones may be words, such as `facade`.
        return bytes.count >= 16 && bytes.allSatisfy(isHexadecimal) && bytes.contains(where: isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}
