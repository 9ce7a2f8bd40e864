/// Sizes with a unit: `512MiB`, `10MB`.
package enum ByteSizeText {
    private static let units: [(name: String, factor: Int)] = [
        ("B", 1), ("KB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30),
    ]

    /// The size in bytes.
    package static func parse(_ text: String) throws(ValueProblem) -> Int {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let name = text.dropFirst(digits.count).drop { $0 == " " }
        if let whole = wholeSize(text) {
            throw ValueProblem("is not a whole number", hint: "did you mean \(whole)?", suggestion: whole)
        }
        guard let number = Int(digits) else {
            throw ValueProblem("is not a size", hint: "expected a whole number with a unit, such as 512MiB")
        }
        if name.isEmpty {
            throw ValueProblem("has no unit", hint: "did you mean \(digits)MiB or \(digits)B?")
        }
        guard let unit = units.first(where: { digits + $0.name == text }) else {
            let nearest = units.first { $0.name.lowercased() == name.lowercased() || $0.name.dropLast() == name.uppercased() }
            guard let nearest else {
                throw ValueProblem("has an unknown unit", hint: "units are B, KB, MB, GB, KiB, MiB and GiB")
            }
            let suggestion = digits + nearest.name
            throw ValueProblem("is not a size", hint: "did you mean \(suggestion)?", suggestion: String(suggestion))
        }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: unit.factor)
        guard !overflow else { throw ValueProblem("is too large", hint: "write a smaller size, such as 512MiB") }
        return bytes
    }

    /// `1.5GiB` as `1536MiB`; `nil` for other texts.
    private static func wholeSize(_ text: String) -> String? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard digits.contains("."), let number = DecimalText.parse(digits),
            let index = units.firstIndex(where: { $0.name == text.dropFirst(digits.count).drop { $0 == " " } })
        else { return nil }
        // Units below in the same family: 1.5GB is 1500MB, and 1.5GiB is 1536MiB.
        let family = units[...index].filter { $0.name == "B" || $0.name.contains("i") == units[index].name.contains("i") }
        for unit in family.reversed() {
            let count = number * Double(units[index].factor) / Double(unit.factor)
            if count == count.rounded(), count >= 1, count < 1e9 { return "\(Int(count))\(unit.name)" }
        }
        return nil
    }
}
