/// Absolute URLs of http or https, to which something is sent.
package enum URLText {
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
