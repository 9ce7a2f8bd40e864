import Foundation
@testable import PerfMonProfiling

/// The test process as the symbolizer sees it.
enum OwnProcess {
    static let images: [LoadedImage] = {
        var images: [String: LoadedImage] = [:]
        // The size of such a file is zero: it has to be read to its end.
        let maps = FileHandle(forReadingAtPath: "/proc/self/maps").map { String(decoding: $0.readDataToEndOfFile(), as: UTF8.self) } ?? ""
        for line in maps.split(separator: "\n") {
            let fields = line.split(separator: " ")
            let range = fields[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
            guard let start = line.firstIndex(of: "/"), range.count == 2, let offset = UInt64(fields[2], radix: 16) else { continue }
            let path = String(line[start...])
            // The first part of a file that is mapped holds its first byte: its address is the load bias.
            var image = images[path] ?? LoadedImage(path: path, loadBias: range[0] - offset, textStart: .max, textEnd: 0)
            if fields[1].contains("x") {
                image.textStart = min(image.textStart, range[0])
                image.textEnd = max(image.textEnd, range[1])
            }
            images[path] = image
        }
        return images.values.filter { $0.textStart < $0.textEnd }
    }()

    static var executable: LoadedImage? {
        images.first { $0.path == MainExecutable.path() }
    }

    /// The functions of the executable whose symbol satisfies `condition`, with their places in the file.
    static func functions(where condition: (String) -> Bool) -> [(symbol: String, address: UInt64, size: UInt64)] {
        ELFFile(path: MainExecutable.link).map { functions(of: $0, where: condition) } ?? []
    }

    static func functions(of file: ELFFile, where condition: (String) -> Bool) -> [(symbol: String, address: UInt64, size: UInt64)] {
        guard let section = file.section(ofKind: ELFSection.Kind.symbolTable),
            let names = file.section(at: section.link).map({ file.bytes(of: $0) })
        else { return [] }
        let table = file.bytes(of: section)
        return (0..<table.count / 24).compactMap { index in
            var reader = ByteReader(table, from: index * 24)
            var name = ByteReader(names, from: Int(reader.uint32()))
            let isFunction = reader.uint8() & 0xf == 2
            reader.skip(3)
            let (address, size) = (reader.uint64(), reader.uint64())
            let symbol = isFunction ? name.cString() : ""
            return !symbol.isEmpty && condition(symbol) ? (symbol, address, size) : nil
        }
    }
}
