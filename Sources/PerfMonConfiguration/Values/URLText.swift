/// The parts of a URL that matter to secrets. Nothing is decoded, and any text has parts.
package struct URLText {
    /// Between the scheme and the path, as far as there is a scheme.
    private let authority: Substring
    private let rest: Substring
    let scheme: String

    init(_ text: String) {
        let parts = text.firstRange(of: "://")
        scheme = parts.map { text[..<$0.lowerBound].lowercased() } ?? ""
        let behind = parts.map { text[$0.upperBound...] } ?? ""
        authority = behind.prefix { !"/?#\\".contains($0) }
        rest = behind[authority.endIndex...]
    }

    /// A name and a password.
    var hasUserInfo: Bool { authority.contains("@") }

    /// Whether it has a part that usually is one: a name and a password, or a query.
    var mayHoldSecret: Bool { hasUserInfo || rest.contains("?") }

    /// Without the port, and without a name and a password; an IPv6 address keeps its brackets.
    var host: String {
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        if host.hasPrefix("[") { return host.prefix { $0 != "]" } + "]" }
        return String(host.prefix { $0 != ":" })
    }

    /// The places in a text where a URL has a name and a password, as offsets of UTF-8.
    static func userInfo(in bytes: some Collection<UInt8>) -> [Range<Int>] {
        let bytes = Array(bytes)
        var found: [Range<Int>] = []
        var index = 0
        while index + 2 < bytes.count {
            guard bytes[index] == UInt8(ascii: ":"), bytes[index + 1] == UInt8(ascii: "/"), bytes[index + 2] == UInt8(ascii: "/") else {
                index += 1
                continue
            }
            let start = index + 3
            let end = bytes[start...].firstIndex { $0 <= 32 || "/?#\"'".utf8.contains($0) } ?? bytes.count
            if let at = bytes[start..<end].lastIndex(of: UInt8(ascii: "@")) { found.append(start..<at) }
            index = start
        }
        return found
    }

    /// A text without the names and passwords of its URLs.
    static func hidingUserInfo(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "@")) else { return text }
        var bytes = Array(text.utf8)
        for range in userInfo(in: bytes).reversed() { bytes.replaceSubrange(range, with: "<redacted>".utf8) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Absolute URLs of http or https, to which something is sent.
extension URLText {
    /// Whether the text has a scheme and a host, and neither blanks nor control characters.
    package static func isAbsolute(_ text: String) -> Bool { host(of: text) != nil }

    /// The host and the port, when there is one; `nil` for what is no such URL.
    package static func host(of text: String) -> String? {
        let scheme = text.prefix { $0 != ":" }
        guard ["http", "https"].contains(scheme.lowercased()), text.dropFirst(scheme.count).hasPrefix("://"),
            text.utf8.allSatisfy({ $0 > 32 && $0 != 127 })
        else { return nil }
        let authority = text.dropFirst(scheme.count + 3).prefix { !"/?#\\".contains($0) }
        // What stands before an @ is a name and a password.
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        return host.isEmpty || host.hasPrefix(":") ? nil : String(host)
    }

    static func check(_ text: String) throws(ValueProblem) {
        guard isAbsolute(text) else {
            throw ValueProblem("is not an absolute URL", hint: "expected https:// or http:// and a host, without blanks")
        }
    }
}
