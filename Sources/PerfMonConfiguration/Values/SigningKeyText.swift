/// The keys of a webhook's signature, as Standard Webhooks writes them: `whsec_` and base64. Any other text is one key itself.
package enum SigningKeyText {
    package static let prefix = "whsec_"
    /// Standard Webhooks 1.0, "Signature scheme".
    private static let sizes = 24...64

    /// The keys: several with blanks between sign the same message, so that receivers can change from one to the next.
    package static func keys(in text: String) -> [String] {
        guard text.hasPrefix(prefix) else { return [text] }
        return text.split(separator: " ").map(String.init)
    }

    /// Why they cannot be used; `nil` when they can. Nothing of them is in it.
    package static func problem(of text: String) -> String? {
        let keys = keys(in: text)
        guard text.hasPrefix(prefix) else { return nil }
        for (index, key) in keys.enumerated() {
            let subject = keys.count == 1 ? "what follows whsec_" : "key \(index + 1) of \(keys.count)"
            guard key.hasPrefix(prefix), let size = size(ofBase64: key.dropFirst(prefix.count)) else {
                return "\(subject) is no base64" + (key.hasPrefix(prefix) ? "" : " behind whsec_")
            }
            guard sizes.contains(size) else {
                return "\(subject) stands for \(size) bytes, and keys have \(sizes.lowerBound) to \(sizes.upperBound)"
            }
        }
        return nil
    }

    /// How many bytes it stands for; `nil` when it is no base64 with padding.
    private static func size(ofBase64 text: Substring) -> Int? {
        let digits = text.utf8.prefix { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "+"), UInt8(ascii: "/"):
                true
            default: false
            }
        }
        let padding = text.utf8.count - digits.count
        guard !digits.isEmpty, padding <= 2, text.utf8.count.isMultiple(of: 4),
            text.utf8.suffix(padding).allSatisfy({ $0 == UInt8(ascii: "=") })
        else { return nil }
        return text.utf8.count / 4 * 3 - padding
    }
}
