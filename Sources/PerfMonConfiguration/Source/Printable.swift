/// Makes text from outside safe to print: no control characters, no unbounded length, no password of a URL.
enum Printable {
    static func text(_ text: String, limit: Int = 80) -> String {
        // Without an @ no URL has a password.
        let isSafe = { (byte: UInt8) in byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "@") }
        if text.withBytes({ $0.count <= limit && $0.allSatisfy(isSafe) }) { return text }
        var result = ""
        var count = 0
        for scalar in URLText.hidingUserInfo(text).unicodeScalars {
            if count == limit { return result + "…" }
            result.unicodeScalars.append(isPrintable(scalar) ? scalar : "\u{FFFD}")
            count += 1
        }
        return result
    }

    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }

    /// How many columns of a terminal the scalar takes.
    static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x300...0x36F, 0x200B...0x200D, 0xFE00...0xFE0F: 0
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}
