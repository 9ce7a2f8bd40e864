/// What no path and no host name has in it, so that a pattern with it can never match.
enum PatternText {
    static func checkPath(_ text: String) throws(ValueProblem) {
        guard let (byte, rest) = first(of: " #?", in: text) else { return }
        switch byte {
        case UInt8(ascii: "#"):
            throw ValueProblem("has a `#`, which no path has", hint: "a browser keeps what stands behind it; leave it out")
        case UInt8(ascii: "?"):
            throw ValueProblem("has a query, which is no part of a path", hint: "leave out `?` and what follows it")
        default:
            let isList = rest.drop { $0 == " " }.hasPrefix("/")
            throw ValueProblem("has a blank, which no path has", hint: isList ? "is a comma missing?" : "a blank in a path is written %20")
        }
    }

    static func checkHost(_ text: String) throws(ValueProblem) {
        if text.contains("://") { throw ValueProblem("has a scheme, which no host name has", hint: "such as api.example.com") }
        guard let (byte, _) = first(of: " /:@#", in: text) else { return }
        switch byte {
        case UInt8(ascii: ":"): throw ValueProblem("has a port, which is not looked at", hint: "leave out `:` and what follows it")
        case UInt8(ascii: "/"): throw ValueProblem("has a path, which no host name has", hint: "write it in `path`")
        default: throw ValueProblem("has a character that no host name has", hint: "such as api.example.com or *.example.com")
        }
    }

    /// The first of some characters outside brackets, and what stands behind it. A `?` counts where a query seems to follow,
    /// since else it is a wildcard.
    private static func first(of characters: StaticString, in text: String) -> (byte: UInt8, rest: Substring)? {
        let found: (byte: UInt8, offset: Int)? = text.withBytes { bytes in
            var isInSet = false
            for (offset, byte) in bytes.enumerated() {
                switch byte {
                case UInt8(ascii: "["): isInSet = true
                case UInt8(ascii: "]"): isInSet = false
                case UInt8(ascii: "?") where !isQuery(bytes[(offset + 1)...]): continue
                default:
                    if !isInSet, characters.withUTF8Buffer({ $0.contains(byte) }) { return (byte, offset) }
                }
            }
            return nil
        }
        return found.map { ($0.byte, text[text.utf8.index(text.utf8.startIndex, offsetBy: $0.offset + 1)...]) }
    }

    /// `name=`
    private static func isQuery(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let name = rest.prefix { $0 == UInt8(ascii: "_") || ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
        return !name.isEmpty && rest.dropFirst(name.count).first == UInt8(ascii: "=")
    }
}

/// URL patterns that are meant for host names.
enum HostPattern {
    static func parse(_ text: String) throws(ValueProblem) -> URLPattern {
        try PatternText.checkHost(text)
        return try URLPattern(text, ignoresCase: true)
    }
}
