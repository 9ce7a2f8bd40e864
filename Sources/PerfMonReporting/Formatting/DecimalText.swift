/// A number with a fixed count of decimals, such as `1.50`.
struct DecimalText: CustomStringConvertible {
    let description: String

    init(_ value: Double, digits: Int) {
        let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
        // What no integer can hold is no figure for people either.
        let scaled = Int64(exactly: (value * scale).rounded()) ?? (value > 0 ? .max : 0)
        self.init(scaled: max(scaled, 0), digits: digits)
    }

    /// `scaled / 10^digits`; `digits` must not be 0.
    init(scaled: Int64, digits: Int) {
        let text = String(scaled).leftPadded(to: digits + 1)
        description = text.dropLast(digits) + "." + text.suffix(digits)
    }
}

extension String {
    /// Zeros in front, up to `width` characters.
    func leftPadded(to width: Int) -> String {
        String(repeating: "0", count: max(0, width - count)) + self
    }
}
