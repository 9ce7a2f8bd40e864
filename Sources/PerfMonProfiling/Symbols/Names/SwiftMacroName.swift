/// The macro that declared a name: the compiler makes such a name of the mangled place of the macro's expansion.
struct SwiftMacroName {
    /// As a person writes the use of the macro: `#expect`, `@Test`; other words where its name is abbreviated in the mangled one.
    let text: String

    /// What ends a name that is made to be unique, and what marks the expansion of a macro that stands for itself.
    private static let unique = Array("fMu".utf8), freestanding = UInt8(ascii: "f")
    private static let longest = 80

    /// Nil for a name that a person wrote.
    init?(_ component: String) {
        let bytes = Array(component.utf8)
        guard bytes.starts(with: "$s".utf8), bytes.last == UInt8(ascii: "_"),
            let end = bytes.indices.last(where: { bytes[$0...].starts(with: Self.unique) })
        else { return nil }
        // The outermost expansion is named first: `…17shortFormatIsHere4TestfMp_9generatorfMu_`.
        var text = "macro expansion"
        for index in 2..<end where bytes[index] == UInt8(ascii: "f") && bytes[index + 1] == UInt8(ascii: "M") {
            guard index + 2 < end, let name = Self.identifier(endingAt: index, of: bytes) else { continue }
            text = (bytes[index + 2] == Self.freestanding ? "#" : "@") + name
            break
        }
        self.text = text
    }

    /// The identifier before `end`, of which the length stands in front.
    private static func identifier(endingAt end: Int, of bytes: [UInt8]) -> String? {
        for length in 1...longest where length < end {
            let digits = Array(String(length).utf8)
            let start = end - length
            guard start >= digits.count, bytes[(start - digits.count)..<start].elementsEqual(digits) else { continue }
            // `14Test`, not `4Test`: one more digit makes it another length.
            let isLonger = start > digits.count && isDigit(bytes[start - digits.count - 1])
            let isName = !isDigit(bytes[start]) && bytes[start..<end].allSatisfy { isDigit($0) || isLetter($0) }
            if isName, !isLonger { return String(decoding: bytes[start..<end], as: UTF8.self) }
        }
        return nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
    }
}
