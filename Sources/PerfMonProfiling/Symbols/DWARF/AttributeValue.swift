/// A value as it stands in a debugging entry, before indices and offsets are looked up.
enum AttributeValue {
    case address(UInt64)
    case addressIndex(UInt64)
    case constant(UInt64)
    case sectionOffset(UInt64)
    case rangeListIndex(UInt64)
    /// An entry, counted from the start of the unit.
    case unitReference(UInt64)
    /// An entry, counted from the start of the section.
    case reference(UInt64)
    case string(String)
    case stringOffset(UInt64)
    case lineStringOffset(UInt64)
    case stringIndex(UInt64)
    case other

    init(form: UInt64, implicitConstant: Int64, _ reader: inout ByteReader, _ encoding: AttributeForm.Encoding) {
        switch form {
        case 0x01: self = .address(reader.unsigned(size: encoding.addressSize))
        case 0x1b, 0x1f01: self = .addressIndex(reader.uleb128())
        case 0x29, 0x2a, 0x2b, 0x2c: self = .addressIndex(reader.unsigned(size: Int(form - 0x28)))
        case 0x0b, 0x05, 0x06, 0x07: self = .constant(Self.fixed(form, &reader, encoding))
        case 0x0d: self = .constant(UInt64(bitPattern: reader.sleb128()))
        case 0x0f: self = .constant(reader.uleb128())
        case 0x21: self = .constant(UInt64(bitPattern: implicitConstant))
        case 0x17: self = .sectionOffset(reader.unsigned(size: encoding.offsetSize))
        case 0x23: self = .rangeListIndex(reader.uleb128())
        case 0x11, 0x12, 0x13, 0x14: self = .unitReference(Self.fixed(form, &reader, encoding))
        case 0x15: self = .unitReference(reader.uleb128())
        case 0x10: self = .reference(Self.fixed(form, &reader, encoding))
        case 0x08: self = .string(reader.cString())
        case 0x0e: self = .stringOffset(reader.unsigned(size: encoding.offsetSize))
        case 0x1f: self = .lineStringOffset(reader.unsigned(size: encoding.offsetSize))
        case 0x1a, 0x1f02: self = .stringIndex(reader.uleb128())
        case 0x25, 0x26, 0x27, 0x28: self = .stringIndex(reader.unsigned(size: Int(form - 0x24)))
        default:
            AttributeForm.skip(form, &reader, encoding)
            self = .other
        }
    }

    private static func fixed(_ form: UInt64, _ reader: inout ByteReader, _ encoding: AttributeForm.Encoding) -> UInt64 {
        reader.unsigned(size: AttributeForm.fixedSize(form, encoding) ?? 0)
    }

    /// A plain number, of whichever class that holds one.
    var number: UInt64? {
        switch self {
        case .constant(let value), .sectionOffset(let value): value
        default: nil
        }
    }
}
