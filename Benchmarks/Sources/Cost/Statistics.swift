/// The middle and the ends of several measurements.
struct Statistics: CustomStringConvertible {
    private let sorted: [Double]
    private let digits: Int

    init(_ values: [Double], digits: Int = 3) {
        sorted = values.sorted()
        self.digits = digits
    }

    var median: Double { sorted.isEmpty ? 0 : sorted[sorted.count / 2] }

    var description: String {
        guard let first = sorted.first, let last = sorted.last else { return "–" }
        return "\(median.text(digits)) (\(first.text(digits))–\(last.text(digits)))"
    }
}

extension Double {
    /// With so many digits after the point.
    func text(_ digits: Int) -> String {
        guard isFinite else { return "–" }
        let scale = (0..<digits).reduce(1.0) { result, _ in result * 10 }
        let scaled = Int64((magnitude * scale).rounded())
        let fraction = String(scaled % Int64(scale))
        let sign = self < 0 && scaled != 0 ? "-" : ""
        let whole = "\(sign)\(scaled / Int64(scale))"
        return digits == 0 ? whole : whole + "." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}

extension Duration {
    var seconds: Double { self / .seconds(1) }
}
