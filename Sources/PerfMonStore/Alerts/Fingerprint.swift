/// What the repeats of one alert have in common.
package struct Fingerprint: Sendable, Hashable {
    private static let longestValue = 400

    /// The names and values that make it up, such as `method=GET route=/users/{id}`.
    package let text: String

    /// Long values are cut, and end in a hash of the whole.
    package init(_ parts: [(name: String, value: String)]) {
        text = parts.map { "\($0.name)=\(Self.shortened($0.value))" }.joined(separator: " ")
    }

    /// As it was written down.
    package init(text: String) {
        self.text = text
    }

    /// Twelve hexadecimal digits, for people to name it by.
    package var id: String { Self.digits(text) }

    /// Spaces separate the parts, so a value has none.
    private static func shortened(_ value: String) -> String {
        let value = value.replacing(" ", with: "%20")
        guard value.utf8.count > longestValue else { return value }
        return "\(value.prefix(longestValue / 4))…\(digits(value))"
    }

    /// FNV-1a with 64 bits, the upper 48 of them.
    private static func digits(_ text: String) -> String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash >> 16, radix: 16)
        return String(repeating: "0", count: 12 - digits.count) + digits
    }
}
