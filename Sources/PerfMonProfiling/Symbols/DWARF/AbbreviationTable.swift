/// The shapes of a unit's debugging entries: for each code its tag and attributes (.debug_abbrev).
struct AbbreviationTable {
    struct Attribute {
        var name: UInt64
        var form: UInt64
        var implicitConstant: Int64
    }

    struct Abbreviation {
        var tag: UInt64
        var hasChildren: Bool
        var attributes: [Attribute]
        /// The size of the entry after its code, when it is always the same.
        var fixedSize: Int?
    }

    /// Codes are given from 1 on by every compiler; a table that does otherwise is not read.
    private static let mostAbbreviations = 65_536

    private var abbreviations: [Abbreviation] = []

    /// Reads the table at the reader's place, only as far as `mostCodes`.
    init(_ reader: inout ByteReader, encoding: AttributeForm.Encoding, mostCodes: Int = Self.mostAbbreviations) {
        while abbreviations.count < mostCodes, !reader.isAtEnd {
            guard reader.uleb128() == UInt64(abbreviations.count + 1) else { break }
            var abbreviation = Abbreviation(tag: reader.uleb128(), hasChildren: reader.uint8() != 0, attributes: [], fixedSize: 0)
            while true {
                let name = reader.uleb128()
                let form = reader.uleb128()
                let implicitConstant = form == 0x21 ? reader.sleb128() : 0
                guard name != 0 || form != 0, !reader.hasFailed else { break }
                abbreviation.attributes.append(Attribute(name: name, form: form, implicitConstant: implicitConstant))
                let size = AttributeForm.fixedSize(form, encoding)
                abbreviation.fixedSize = size.flatMap { size in abbreviation.fixedSize.map { $0 + size } }
            }
            guard !reader.hasFailed else { break }
            abbreviations.append(abbreviation)
        }
    }

    /// About how much memory this takes, in bytes.
    var size: Int {
        abbreviations.reduce(0) { $0 + MemoryLayout<Abbreviation>.stride + $1.attributes.count * MemoryLayout<Attribute>.stride }
    }

    subscript(code: UInt64) -> Abbreviation? {
        code > 0 && code <= UInt64(abbreviations.count) ? abbreviations[Int(code) - 1] : nil
    }
}
