/// A number of bytes for people: `512 B`, `1.5 KiB`, `48 MiB`.
package struct ByteCountText: CustomStringConvertible {
    package let description: String

    package init(_ bytes: Int) {
        var value = Double(max(bytes, 0)), unit = 0
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        while value >= 999.5, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        let number = unit == 0 || value >= 9.95 ? "\(Int(value.rounded()))" : "\(DecimalText(value, digits: 1))"
        description = "\(number) \(units[unit])"
    }
}
