/// Debug information for `ELFFixture`, in both versions that compilers write.
enum DWARFFixture {
    static let file = "/package/Sources/demo/main.swift"

    /// Rows: address, line.
    private static let rows: [(UInt64, Int64)] = [
        (0x1000, 10), (0x1040, 3), (0x1060, 13), (0x1080, 0), (0x10c0, 15), (0x1100, 0), (0x1110, 20),
    ]

    static let sections4: [(String, [UInt8])] = {
        let unit = ByteWriter.unit { unit in
            unit.uint16(4)
            unit.uint32(0)
            unit.uint8(8)
            unit.uleb(1)
            unit.uint32(0)
            unit.string("/package")
            unit.uint16(0x1e)
            unit.uint32(0)
            unit.uint32(0)
            unit.uint64(0)
            let inner = unit.bytes.count + 4
            unit.uleb(2)
            unit.string("$s4demo5inneryyF")
            unit.uleb(3)
            unit.uint64(0x1000)
            unit.uint32(0x100)
            unit.uleb(4)
            unit.uint32(inner)
            unit.uint64(0x1040)
            unit.uint32(0x20)
            unit.bytes += [1, 12, 0, 0]
        }
        var ranges = ByteWriter()
        for value: UInt64 in [0x1000, 0x1100, 0x1100, 0x1180, 0, 0] { ranges.uint64(value) }
        var strings = ByteWriter()
        strings.string(file)
        let shapes = abbreviations(unit: [(3, 0xe), (0x1b, 8), (0x13, 5), (0x10, 0x17), (0x55, 0x17), (0x11, 1)], low: 1)
        return [
            (".debug_info", unit), (".debug_abbrev", shapes), (".debug_ranges", ranges.bytes), (".debug_str", strings.bytes),
            (".debug_line", lineProgram(version: 4)),
        ]
    }()

    static let sections5: [(String, [UInt8])] = {
        let unit = ByteWriter.unit { unit in
            unit.uint16(5)
            unit.bytes += [1, 8]
            unit.uint32(0)
            unit.uleb(1)
            unit.uint8(0)
            unit.uint32(0)
            unit.uint16(0x1e)
            unit.uint32(0)
            unit.uleb(0)
            unit.uint64(0)
            for base in [8, 8, 12] { unit.uint32(base) }
            let inner = unit.bytes.count + 4
            unit.uleb(2)
            unit.string("$s4demo5inneryyF")
            unit.uleb(3, 0)
            unit.uint32(0x100)
            unit.uleb(4)
            unit.uint32(inner)
            unit.uleb(1)
            unit.uint32(0x20)
            unit.bytes += [1, 12, 0, 0]
        }
        let ranges = ByteWriter.unit { ranges in
            ranges.bytes += [5, 0, 8, 0]
            ranges.uint32(1)
            ranges.uint32(4)
            ranges.bytes += [3]
            ranges.uleb(0, 0x180)
            ranges.uint8(0)
        }
        let addresses = ByteWriter.unit { addresses in
            addresses.bytes += [5, 0, 8, 0]
            addresses.uint64(0x1000)
            addresses.uint64(0x1040)
        }
        let offsets = ByteWriter.unit { $0.bytes += [5, 0, 0, 0, 0, 0, 0, 0] }
        var strings = ByteWriter()
        strings.string(file)
        var lineStrings = ByteWriter()
        lineStrings.string("/package")
        lineStrings.string("Sources/demo/main.swift")
        let attributes: [(UInt64, UInt64)] = [
            (3, 0x25), (0x1b, 0x1f), (0x13, 5), (0x10, 0x17), (0x55, 0x23), (0x11, 1), (0x72, 0x17), (0x73, 0x17), (0x74, 0x17),
        ]
        return [
            (".debug_info", unit), (".debug_abbrev", abbreviations(unit: attributes, low: 0x1b)), (".debug_rnglists", ranges),
            (".debug_addr", addresses), (".debug_str_offsets", offsets), (".debug_str", strings.bytes),
            (".debug_line_str", lineStrings.bytes), (".debug_line", lineProgram(version: 5)),
        ]
    }()

    private static func abbreviations(unit: [(UInt64, UInt64)], low: UInt64) -> [UInt8] {
        var table = ByteWriter()
        let inlined: [(UInt64, UInt64)] = [(0x31, 0x13), (0x11, low), (0x12, 6), (0x58, 0xb), (0x59, 0xb)]
        let shapes: [(UInt64, UInt8, [(UInt64, UInt64)])] = [
            (0x11, 1, unit), (0x2e, 0, [(0x6e, 8)]), (0x2e, 1, [(0x11, low), (0x12, 6)]), (0x1d, 0, inlined),
        ]
        for (index, shape) in shapes.enumerated() {
            table.uleb(UInt64(index + 1), shape.0)
            table.uint8(shape.1)
            for attribute in shape.2 { table.uleb(attribute.0, attribute.1) }
            table.uleb(0, 0)
        }
        table.uint8(0)
        return table.bytes
    }

    private static func lineProgram(version: UInt16) -> [UInt8] {
        ByteWriter.unit { program in
            program.uint16(version)
            if version >= 5 { program.bytes += [8, 0] }
            let header = ByteWriter.unit { header in
                header.bytes += [1, 1, 1, 0xfb, 14, 13, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1]
                if version >= 5 { tables5(&header) } else { tables4(&header) }
            }
            program.bytes += header
            var line: Int64 = 1
            for row in rows {
                program.bytes += [0, 9, 2]
                program.uint64(row.0)
                // Lines here differ by less than 64: one byte of signed LEB128.
                program.bytes += [3, UInt8(truncatingIfNeeded: row.1 - line) & 0x7f, 1]
                line = row.1
            }
            program.bytes += [0, 9, 2]
            program.uint64(0x1180)
            program.bytes += [0, 1, 1]
        }
    }

    private static func tables4(_ header: inout ByteWriter) {
        header.string("/package/Sources")
        header.uint8(0)
        header.string("demo/main.swift")
        header.bytes += [1, 0, 0, 0]
    }

    /// Paths in .debug_line_str, and a checksum that has to be skipped.
    private static func tables5(_ header: inout ByteWriter) {
        header.bytes += [1, 1, 0x1f, 1]
        header.uint32(0)
        header.bytes += [3, 1, 0x1f, 2, 0xb, 5, 0x1e, 2]
        for _ in 0..<2 {
            header.uint32(9)
            header.bytes += [0] + [UInt8](repeating: 7, count: 16)
        }
    }
}
