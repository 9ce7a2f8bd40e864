/// How an attribute's value is encoded (DW_FORM).
enum AttributeForm {
    /// How many bytes the sizes in a unit take.
    struct Encoding: Hashable {
        var version: UInt16
        var addressSize: Int
        /// 4 in the 32-bit format of DWARF, 8 in the 64-bit one.
        var offsetSize: Int
    }

    /// The size of a value, where it does not depend on the value; nil for the others and for unknown forms.
    static func fixedSize(_ form: UInt64, _ encoding: Encoding) -> Int? {
        switch form {
        case 0x19, 0x21: 0
        case 0x0b, 0x0c, 0x11, 0x25, 0x29: 1
        case 0x05, 0x12, 0x26, 0x2a: 2
        case 0x27, 0x2b: 3
        case 0x06, 0x13, 0x1c, 0x28, 0x2c: 4
        case 0x07, 0x14, 0x20, 0x24: 8
        case 0x1e: 16
        case 0x01: encoding.addressSize
        case 0x10: encoding.version < 3 ? encoding.addressSize : encoding.offsetSize
        case 0x0e, 0x17, 0x1d, 0x1f, 0x1f20, 0x1f21: encoding.offsetSize
        default: nil
        }
    }

    static func skip(_ form: UInt64, _ reader: inout ByteReader, _ encoding: Encoding) {
        if let size = fixedSize(form, encoding) { return reader.skip(size) }
        switch form {
        case 0x08: reader.skipCString()
        case 0x0d, 0x0f, 0x15, 0x1a, 0x1b, 0x22, 0x23, 0x1f01, 0x1f02: _ = reader.uleb128()
        case 0x03: reader.skip(Int(reader.uint16()))
        case 0x04: reader.skip(Int(reader.uint32()))
        case 0x09, 0x18: reader.skip(reader.ulebCount())
        case 0x0a: reader.skip(Int(reader.uint8()))
        case 0x16:
            let form = reader.uleb128()
            // An indirect form that names itself would go round for ever.
            if form == 0x16 { reader.fail() } else { skip(form, &reader, encoding) }
        default: reader.fail()
        }
    }
}
