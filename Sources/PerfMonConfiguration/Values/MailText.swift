/// Texts of mail that mean nothing to SMTP but what they say.
package enum MailText {
    /// A mail address without a name: printable ASCII, and nothing that means something to SMTP or in a header. A local one, such as
    /// `root`, has no `@`.
    package static func isAddress(_ text: String) -> Bool {
        let isPlain = text.utf8.allSatisfy { $0 > 32 && $0 < 127 } && !text.contains { "<>()[]\",:;\\".contains($0) }
        return isPlain && !text.isEmpty && text.utf8.count <= 320 && !text.hasPrefix("@") && !text.hasSuffix("@")
    }

    /// The name or the address of a machine, without a scheme and a port. An IPv6 address has no brackets.
    package static func isHost(_ text: String) -> Bool {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }), !text.contains(where: { "/@?#\\[]".contains($0) }) else {
            return false
        }
        // One colon stands before a port; an IPv6 address has two at least.
        return text.count { $0 == ":" } != 1
    }
}
