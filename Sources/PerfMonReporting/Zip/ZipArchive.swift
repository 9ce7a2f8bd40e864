/// Writes a zip archive into memory: deflated entries, no encryption, no zip64.
///
/// The layout is that of PKWARE's APPNOTE 6.3, sections 4.3 and 4.4.
struct ZipArchive {
    /// Without zip64, sizes and offsets have 32 bits.
    private static let maximumSize = Int(UInt32.max)
    private static let endRecordSize = 22

    private let timestamp: DOSTimestamp
    private var contents: [UInt8] = []
    private var directory: [UInt8] = []
    private var count: UInt16 = 0

    /// - Parameter timestamp: When the files were made.
    init(timestamp: DOSTimestamp) {
        self.timestamp = timestamp
    }

    /// The whole archive, as it is so far.
    var bytes: [UInt8] {
        var end: [UInt8] = []
        end.append(littleEndian: 0x0605_4B50 as UInt32)
        end.append(littleEndian: 0 as UInt32)  // the disk, and the disk of the directory
        end.append(littleEndian: count)
        end.append(littleEndian: count)
        end.append(littleEndian: UInt32(directory.count))
        end.append(littleEndian: UInt32(contents.count))
        end.append(littleEndian: 0 as UInt16)  // length of the comment
        return contents + directory + end
    }

    /// Adds a file; `false`, and nothing is added, when the archive would then be larger than `limit`.
    mutating func add(_ name: String, _ bytes: [UInt8], limit: Int) -> Bool {
        let data = EntryData(bytes), name = Array(name.utf8)
        var local: [UInt8] = [], central: [UInt8] = []
        guard count < .max, let common = commonFields(data, nameLength: name.count) else { return false }
        local.append(littleEndian: 0x0403_4B50 as UInt32)
        local += common + name + data.stored
        central.append(littleEndian: 0x0201_4B50 as UInt32)
        central.append(littleEndian: 0x0314 as UInt16)  // made by Unix, version 2.0
        central += common
        central.append(littleEndian: 0 as UInt16)  // length of the comment
        central.append(littleEndian: 0 as UInt32)  // the disk, and internal attributes
        central.append(littleEndian: 0o100_600 << 16 as UInt32)  // a regular file for its owner only
        central.append(littleEndian: UInt32(truncatingIfNeeded: contents.count))
        central += name
        let size = contents.count + directory.count + local.count + central.count + Self.endRecordSize
        guard size <= min(limit, Self.maximumSize) else { return false }
        contents += local
        directory += central
        count += 1
        return true
    }

    /// What the local header and the directory have in common; `nil` when a number does not fit.
    private func commonFields(_ data: EntryData, nameLength: Int) -> [UInt8]? {
        guard let size = UInt32(exactly: data.size), let storedSize = UInt32(exactly: data.stored.count),
            let nameLength = UInt16(exactly: nameLength)
        else { return nil }
        var fields: [UInt8] = []
        fields.append(littleEndian: 20 as UInt16)  // version 2.0 reads it
        fields.append(littleEndian: 1 << 11 as UInt16)  // the name is UTF-8
        fields.append(littleEndian: data.method.rawValue)
        fields.append(littleEndian: timestamp.time)
        fields.append(littleEndian: timestamp.date)
        fields.append(littleEndian: data.checksum)
        fields.append(littleEndian: storedSize)
        fields.append(littleEndian: size)
        fields.append(littleEndian: nameLength)
        fields.append(littleEndian: 0 as UInt16)  // length of the extra field
        return fields
    }
}

/// A file as it lies in an archive: deflated, or as it is when that is not smaller.
private struct EntryData {
    enum Method: UInt16 {
        case stored = 0
        case deflated = 8
    }

    let method: Method
    let stored: [UInt8]
    let size: Int
    let checksum: UInt32

    init(_ bytes: [UInt8]) {
        size = bytes.count
        checksum = Deflate.checksum(bytes)
        let deflated = Deflate.compress(bytes, in: .raw) ?? bytes
        (method, stored) = deflated.count < bytes.count ? (.deflated, deflated) : (.stored, bytes)
    }
}

extension [UInt8] {
    fileprivate mutating func append(littleEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
