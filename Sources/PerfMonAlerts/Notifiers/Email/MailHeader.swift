#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The header of a mail: lines of at most 78 characters, no text from outside that is not encoded.
struct MailHeader {
    private static let maximumLine = 76
    /// Bytes of UTF-8 in one encoded word: with `=?utf-8?B?` and `?=` around it, 64 characters. A line with an encoded
    /// word has 76 at most (RFC 2047, section 2), the name among them.
    private static let bytesPerWord = 39

    private(set) var text = ""

    /// A value that this package wrote itself.
    mutating func add(_ name: String, _ value: String) {
        text += "\(name): \(value)\r\n"
    }

    /// Values with commas between, one on each line.
    mutating func add(_ name: String, list values: [String]) {
        add(name, values.joined(separator: ",\r\n "))
    }

    /// Text from outside. What is not a short line of ASCII becomes encoded words (RFC 2047), in which nothing can end the line.
    mutating func add(_ name: String, text value: String) {
        let isPlain =
            value.utf8.allSatisfy { (32...126).contains($0) } && !value.contains("=?") && name.count + 2 + value.count <= Self.maximumLine
        guard !isPlain else { return add(name, value) }
        add(name, Self.encodedWords(value).joined(separator: "\r\n "))
    }

    /// A character is never split between two words.
    private static func encodedWords(_ text: String) -> [String] {
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if words[words.count - 1].count + bytes.count > bytesPerWord { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }
    }
}
