/// A value that a column holds or a parameter stands for.
enum SQLiteValue: Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    var integer: Int64? {
        guard case .integer(let value) = self else { return nil }
        return value
    }

    var real: Double? {
        switch self {
        case .real(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
    }

    var text: String? {
        guard case .text(let value) = self else { return nil }
        return value
    }

    var blob: [UInt8]? {
        guard case .blob(let value) = self else { return nil }
        return value
    }
}
