/// Turns the text of a pattern into tokens.
struct URLPatternParser {
    private static let maxLength = 2048
    private let bytes: [UInt8]
    private let keepsTokens: Bool
    private var position = 0
    private(set) var tokens: [URLPattern.Token] = []
    private(set) var sets: [URLPattern.CharacterSet] = []
    private var isBehindStar = false
    /// There are characters outside brackets that a path or a host name may not have.
    private(set) var hasUnusualCharacters = false

    /// Without `keepsTokens`, it is only found out whether the pattern is right.
    init(_ text: String, keepsTokens: Bool = true) {
        bytes = Array(text.utf8)
        self.keepsTokens = keepsTokens
    }

    mutating func parse() throws(ValueProblem) {
        guard !bytes.isEmpty else {
            throw ValueProblem("is an empty pattern", hint: "write a path such as /api/*, or leave the list empty")
        }
        guard bytes.count <= Self.maxLength || bytes.count(where: { $0 & 0xC0 != 0x80 }) <= Self.maxLength else {
            throw ValueProblem("has more than \(Self.maxLength) characters", hint: "write a shorter one")
        }
        if keepsTokens { tokens.reserveCapacity(bytes.count) }
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "*"):
                if !isBehindStar { append(.anyText) }
                isBehindStar = true
                continue
            case UInt8(ascii: "?"):
                hasUnusualCharacters = true
                append(.anyCharacter)
            case UInt8(ascii: "["):
                // There are fewer sets than characters, so they can be counted in 16 bits.
                append(.set(UInt16(truncatingIfNeeded: sets.count)))
                sets.append(try characterSet())
            case UInt8(ascii: "{"): try segment()
            case UInt8(ascii: "}"):
                throw ValueProblem("has `}` without `{`", hint: "write {name} for one path segment, or [}] for the character")
            case UInt8(ascii: " "), UInt8(ascii: "#"):
                hasUnusualCharacters = true
                append(.byte(byte))
            default: append(.byte(byte))
            }
            isBehindStar = false
        }
    }

    /// The character that every matching text begins with; `nil` when the pattern begins with a wildcard.
    var firstByte: UInt8? { bytes.first.flatMap { "*?[{".utf8.contains($0) ? nil : $0 } }

    private mutating func append(_ token: URLPattern.Token) {
        if keepsTokens { tokens.append(token) }
    }

    /// As in `fnmatch`: `]` stands for itself when it comes first, `!` negates, `-` between two characters is a range.
    private mutating func characterSet() throws(ValueProblem) -> URLPattern.CharacterSet {
        var set = URLPattern.CharacterSet(ranges: [], isNegated: false)
        if next(is: "!") {
            set.isNegated = true
            position += 1
        }
        let start = position
        while position < bytes.count, !next(is: "]") || position == start {
            let low = scalar()
            if position + 1 < bytes.count, next(is: "-"), bytes[position + 1] != UInt8(ascii: "]") {
                position += 1
                let high = scalar()
                guard low.value <= high.value else {
                    throw ValueProblem("has the empty range [\(low)-\(high)]", hint: "did you mean [\(high)-\(low)]?")
                }
                set.ranges.append(low.value...high.value)
            } else {
                set.ranges.append(low.value...low.value)
            }
        }
        guard position < bytes.count else {
            throw ValueProblem("has `[` without `]`", hint: "write [[] for the character itself")
        }
        position += 1
        return set
    }

    private mutating func segment() throws(ValueProblem) {
        let opening = position - 1
        guard let closing = bytes[position...].firstIndex(of: UInt8(ascii: "}")) else {
            throw ValueProblem("has `{` without `}`", hint: "write {name} for one path segment, or [{] for the character")
        }
        let name = bytes[position..<closing]
        position = closing + 1
        if name.contains(UInt8(ascii: ",")) {
            throw ValueProblem("has alternatives in braces", hint: "write one pattern for each alternative")
        }
        guard Self.isName(name) else {
            throw ValueProblem("has braces without a name", hint: "write {name} for one path segment, such as {id}")
        }
        let startsSegment = opening == 0 || bytes[opening - 1] == UInt8(ascii: "/")
        guard startsSegment, position == bytes.count || next(is: "/") else {
            throw ValueProblem(
                "has `{\(String(decoding: name, as: UTF8.self))}` as a part of a segment",
                hint: "{name} stands for a whole segment between slashes; use * for a part of one"
            )
        }
        append(.segment)
    }

    private func next(is scalar: Unicode.Scalar) -> Bool {
        position < bytes.count && bytes[position] == UInt8(ascii: scalar)
    }

    /// Takes one character; the bytes are those of a `String`, so they are well-formed.
    private mutating func scalar() -> Unicode.Scalar {
        let start = position
        repeat { position += 1 } while position < bytes.count && bytes[position] & 0xC0 == 0x80
        return String(decoding: bytes[start..<position], as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
    }

    /// Letters, digits, `_` and `-`, the first of them a letter or `_`.
    private static func isName(_ name: ArraySlice<UInt8>) -> Bool {
        if name.first.map(isLetter) ?? false, name.allSatisfy({ isLetter($0) || $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) {
            return true
        }
        let scalars = String(decoding: name, as: UTF8.self).unicodeScalars
        guard let first = scalars.first, first.properties.isAlphabetic || first == "_" else { return false }
        return scalars.allSatisfy { $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" || $0 == "-" }
    }

    /// The letters of nearly all names.
    private static func isLetter(_ byte: UInt8) -> Bool {
        byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
    }
}
