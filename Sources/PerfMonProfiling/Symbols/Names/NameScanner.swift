/// A position in a demangled name, with the few moves that respect its brackets.
struct NameScanner {
    private let text: [UInt8]
    private(set) var index = 0

    init(_ text: String) {
        self.text = Array(text.utf8)
    }

    var isAtEnd: Bool { index >= text.count }
    var next: UInt8? { peek(0) }

    func peek(_ distance: Int) -> UInt8? {
        index + distance < text.count ? text[index + distance] : nil
    }

    func hasPrefix(_ prefix: String) -> Bool {
        text[index...].starts(with: prefix.utf8)
    }

    mutating func skip(_ prefix: String) -> Bool {
        guard hasPrefix(prefix) else { return false }
        index += prefix.utf8.count
        return true
    }

    mutating func advance() {
        index = min(index + 1, text.count)
    }

    mutating func rewind(to position: Int) {
        index = min(max(position, 0), text.count)
    }

    /// Reads on while `condition` holds.
    mutating func read(while condition: (UInt8) -> Bool) -> String {
        let start = index
        while index < text.count, condition(text[index]) { index += 1 }
        return String(decoding: text[start..<index], as: UTF8.self)
    }

    mutating func readDigits() -> String {
        read { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") }
    }

    /// The text from `start` to here.
    func text(from start: Int) -> String {
        String(decoding: text[min(start, index)..<index], as: UTF8.self)
    }

    /// Moves to the next byte, or to the one after the bracket that closes the one here.
    ///
    /// Only brackets of that kind are counted: the demangler forgets to close others in what it says of closures.
    mutating func skipElement() {
        guard let open = next, let close = Self.closingBracket(of: open) else { return advance() }
        var depth = 0
        repeat {
            if let length = operatorLength() {
                index += length
                continue
            }
            let byte = text[index]
            if byte == open {
                depth += 1
            } else if byte == UInt8(ascii: "-"), peek(1) == UInt8(ascii: ">") {
                index += 1
            } else if byte == close {
                depth -= 1
            }
            index += 1
        } while depth > 0 && !isAtEnd
        index = min(index, text.count)
    }

    private static func closingBracket(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "("): UInt8(ascii: ")")
        case UInt8(ascii: "["): UInt8(ascii: "]")
        case UInt8(ascii: "<"): UInt8(ascii: ">")
        default: nil
        }
    }

    /// Moves, over whole brackets, to the first place outside of them where one of `stops` begins.
    mutating func skip(to stops: String...) {
        while !isAtEnd, !stops.contains(where: hasPrefix) { skipElement() }
    }

    /// The length of an operator's name here, which ` infix`, ` prefix` or ` postfix` follows: `<` is not a bracket there.
    func operatorLength() -> Int? {
        var end = index
        // Only an operator that begins with a dot has dots in it.
        let hasDots = next == UInt8(ascii: ".")
        while end < text.count, Self.isOperator(text[end]), hasDots || text[end] != UInt8(ascii: ".") { end += 1 }
        guard end > index, end < text.count, text[end] == UInt8(ascii: " ") else { return nil }
        let rest = text[end...]
        let isNamed = [" infix", " prefix", " postfix"].contains { rest.starts(with: $0.utf8) }
        return isNamed ? end - index : nil
    }

    private static func isOperator(_ byte: UInt8) -> Bool {
        byte >= 0x80 || "+-*/%=<>!&|^~?.".utf8.contains(byte)
    }
}
