/// Takes secrets out of query strings.
public enum QueryRedaction {
    /// A query longer than this is cut.
    static let maxLength = 2000

    /// Replaces the values of keys that look like secrets by `[redacted]`.
    ///
    /// A key is judged after percent-decoding, in any case: `password`, `token`, `secret`, `key`, `auth`, `session`,
    /// `signature`, `code` and their like, anywhere in it. The result has at most 2000 characters and an ellipsis.
    public static func redact(_ query: String) -> String {
        var result = ""
        var length = 0
        for (index, pair) in query.split(separator: "&", omittingEmptySubsequences: false).enumerated() {
            let text = (index == 0 ? "" : "&") + redact(pair: pair)
            result += text.prefix(maxLength - length)
            length += text.count
            if length > maxLength { return result + "…" }
        }
        return result
    }

    private static func redact(pair: Substring) -> String {
        guard let equals = pair.firstIndex(of: "=") else { return String(pair) }
        let key = pair[..<equals]
        return SecretNames.contains(decode(key)) ? "\(key)=[redacted]" : String(pair)
    }

    /// Percent-decodes as often as a lenient server might, so that `%2574oken` does not pass either.
    private static func decode(_ text: Substring) -> String {
        var bytes = Array(text.utf8)
        for _ in 0..<3 {
            guard bytes.contains(UInt8(ascii: "%")) else { break }
            bytes = decodeOnce(bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func decodeOnce(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = Character(Unicode.Scalar(bytes[index + 1])).hexDigitValue,
                let low = Character(Unicode.Scalar(bytes[index + 2])).hexDigitValue
            {
                result.append(UInt8(high << 4 | low))
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }
}

/// Tells from a name whether the value is a secret.
package enum SecretNames {
    private static let partsAsBytes = parts.map { Array($0.utf8) }
    private static let isFirstByte: [Bool] = (UInt8.min...UInt8.max).map { byte in partsAsBytes.contains { $0.first == byte } }

    /// The same of a word in lower case.
    static func contains(lowercased word: [UInt8]) -> Bool {
        let isFirstByte = isFirstByte
        for index in word.indices where isFirstByte[Int(word[index])] {
            if partsAsBytes.contains(where: { word[index...].starts(with: $0) }) { return true }
        }
        return word.elementsEqual("pin".utf8) || word.elementsEqual("pass".utf8)
    }

    private static let parts = [
        "password", "passwd", "passphrase", "pwd", "token", "secret", "key", "auth", "session", "signature", "sig", "code",
        "credential", "cookie", "jwt", "bearer", "otp", "nonce", "webhook", "ticket", "hash",
    ]

    /// Whether the name contains one of the words that secrets are usually named by, in any case.
    package static func contains(_ name: String) -> Bool {
        contains(lowercased: Array(name.lowercased().utf8))
    }
}
