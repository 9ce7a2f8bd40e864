/// Plain decimal numbers: digits with at most one point, no sign, no exponent, no separators.
enum DecimalText {
    static func parse(_ text: some StringProtocol) -> Double? {
        guard !text.isEmpty, text.utf8.count <= 40 else { return nil }
        var points = 0
        var digits = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            case UInt8(ascii: "."): points += 1
            default: return nil
            }
        }
        guard digits > 0, points <= 1, text.utf8.first != UInt8(ascii: "."), text.last != "." else { return nil }
        return Double(text)
    }
}
