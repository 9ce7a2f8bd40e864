/// The YAML 1.2 core schema: which plain text is a null, a boolean, a number or text.
package enum ScalarResolver {
    package static func resolve(_ text: String) -> Scalar.Value {
        switch text.withBytes(Look.init) {
        case .nothing: .null
        case .word: word(text) ?? .text
        case .number: integer(text) ?? number(text) ?? word(text) ?? .text
        case .text: .text
        }
    }

    /// What a text can be, judging by its first and its last byte; most are nothing but text.
    private enum Look {
        case nothing, word, number, text

        init(_ bytes: UnsafeBufferPointer<UInt8>) {
            guard let first = bytes.first, let last = bytes.last else {
                self = .nothing
                return
            }
            switch first {
            case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"),
                UInt8(ascii: "F"):
                self = bytes.count <= 5 ? .word : .text
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                self = canEndNumber(last) && bytes.count <= 400 ? .number : .text
            default: self = .text
            }
        }
    }

    private static func word(_ text: String) -> Scalar.Value? {
        switch text {
        case "~", "null", "Null", "NULL": .null
        case "true", "True", "TRUE": .boolean(true)
        case "false", "False", "FALSE": .boolean(false)
        case ".nan", ".NaN", ".NAN": .number(.nan)
        default: nil
        }
    }

    /// The digits, those of hexadecimal numbers, the point, and the last letters of `.inf` and `.nan`.
    private static func canEndNumber(_ byte: UInt8) -> Bool {
        switch byte | 0x20 {
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "n"): true
        default: isDigit(byte) || byte == UInt8(ascii: ".")
        }
    }

    /// Words that YAML 1.1 reads as booleans and YAML 1.2 as text.
    static let booleanWords: [String: Bool] = {
        var words: [String: Bool] = [:]
        for (word, value) in [("y", true), ("yes", true), ("on", true), ("n", false), ("no", false), ("off", false)] {
            words[word] = value
            words[word.uppercased()] = value
            words[word.prefix(1).uppercased() + word.dropFirst()] = value
        }
        return words
    }()

    /// Whether YAML 1.1 reads the word as a boolean, and YAML 1.2 as text.
    static func isBooleanWord(_ text: String) -> Bool { text.utf8.count <= 3 && booleanWords[text] != nil }

    private static func integer(_ text: String) -> Scalar.Value? {
        for (prefix, radix) in [("0o", 8), ("0x", 16)] where text.hasPrefix(prefix) {
            let digits = text.dropFirst(2)
            guard !digits.isEmpty, digits.first != "+", digits.first != "-" else { return nil }
            if let value = Int(digits, radix: radix) { return .integer(value) }
            return digits.allSatisfy { $0.isHexDigit && ($0.hexDigitValue ?? 16) < radix } ? .number(.infinity) : nil
        }
        let digits = text.drop { $0 == "-" || $0 == "+" }
        guard text.utf8.count - digits.utf8.count <= 1, !digits.isEmpty, digits.utf8.allSatisfy(isDigit) else { return nil }
        if let value = Int(text) { return .integer(value) }
        return Double(text).map { .number($0) }
    }

    /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?` and `[-+]?\.inf`.
    private static func number(_ text: String) -> Scalar.Value? {
        var rest = text.utf8[...]
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        if ["inf", "Inf", "INF"].contains(where: { rest.elementsEqual(".\($0)".utf8) }) {
            return .number(text.hasPrefix("-") ? -.infinity : .infinity)
        }
        let whole = rest.prefix(while: isDigit).count
        rest = rest.dropFirst(whole)
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            let fraction = rest.prefix(while: isDigit).count
            guard whole + fraction > 0 else { return nil }
            rest = rest.dropFirst(fraction)
        } else if whole == 0 {
            return nil
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
            guard !rest.isEmpty else { return nil }
            rest = rest.drop(while: isDigit)
        }
        guard rest.isEmpty else { return nil }
        return Double(text).map { .number($0) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
