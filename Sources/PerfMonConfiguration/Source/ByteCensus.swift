/// Which bytes a file has, found out in one pass, so that most questions about them need no pass of their own.
struct ByteCensus: OptionSet, Sendable {
    let rawValue: UInt8

    static let nonASCII = ByteCensus(rawValue: 1)
    /// ASCII control characters other than tabs and line breaks.
    static let controls = ByteCensus(rawValue: 2)
    static let carriageReturns = ByteCensus(rawValue: 4)
    static let dollars = ByteCensus(rawValue: 8)
    static let hashes = ByteCensus(rawValue: 16)
    static let backslashes = ByteCensus(rawValue: 32)

    private static let ofByte: [UInt8] = (UInt8.min...UInt8.max).map { byte in
        let kind: ByteCensus =
            switch byte {
            case 0x09, 0x0A: []
            case 0x0D: .carriageReturns
            case 0..<0x20, 0x7F: .controls
            case UInt8(ascii: "$"): .dollars
            case UInt8(ascii: "#"): .hashes
            case UInt8(ascii: "\\"): .backslashes
            case 0x80...: .nonASCII
            default: []
            }
        return kind.rawValue
    }

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    init(_ bytes: [UInt8]) {
        let kinds = Self.ofByte
        var found: UInt8 = 0
        for byte in bytes { found |= kinds[Int(byte)] }
        rawValue = found
    }
}
