internal import CZlib
import Foundation
@testable import PerfMonProfiling
import Testing

@Suite struct InflatedSectionTests {
    /// Text that shrinks, but not to nothing.
    private static let bytes: [UInt8] = {
        var generator = SeededGenerator(state: 7)
        return (0..<3_000_000).map { $0 % 3 == 0 ? .random(in: 0...255, using: &generator) : UInt8(truncatingIfNeeded: $0 >> 6) }
    }()

    private static let compressed: [UInt8] = {
        var count = compressBound(UInt(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(count))
        _ = compress2(&output, &count, bytes, UInt(bytes.count), 6)
        return Array(output.prefix(Int(count)))
    }()

    private static func withSection(_ bytes: [UInt8], size: Int = bytes.count, _ body: (InflatedSection?) throws -> Void) throws {
        try ELFFixture.withFile([1, 2, 3] + bytes + [4]) { path in
            let file = try #require(ImageFile(path: path))
            try body(InflatedSection(file, compressed: 3..<3 + bytes.count, size: size))
        }
    }

    @Test func `any place, in any order`() throws {
        try Self.withSection(Self.compressed) { section in
            let section = try #require(section)
            var generator = SeededGenerator(state: 1)
            for _ in 0..<200 {
                let offset = Int.random(in: 0..<Self.bytes.count, using: &generator)
                let count = Int.random(in: 1...700_000, using: &generator)
                #expect(section.bytes(at: offset, count: count) == Array(Self.bytes[offset...].prefix(count)))
            }
            #expect(section.bytes(at: 0, count: .max) == Self.bytes)
            for offset in [-1, Self.bytes.count, .max] { #expect(section.bytes(at: offset, count: 1).isEmpty) }
        }
    }

    @Test func `what follows the damage is not there`() throws {
        try Self.withSection(Array(Self.compressed.prefix(Self.compressed.count / 2))) { section in
            let section = try #require(section)
            #expect(section.bytes(at: Self.bytes.count - 10, count: 10).isEmpty)
            #expect(section.bytes(at: 100, count: 1000) == Array(Self.bytes[100..<1100]))
            let all = section.bytes(at: 0, count: .max)
            #expect(all.count > 1_000_000 && all.count < Self.bytes.count && Self.bytes.starts(with: all))
        }
        try Self.withSection([UInt8](repeating: 0xff, count: 10_000)) { section in
            #expect(section?.bytes(at: 0, count: .max).isEmpty == true)
        }
    }

    @Test(arguments: [0, -1, .min, .max, 1 << 60, 1 << 31, 1_033_000_000])
    func `a size that cannot be true`(size: Int) throws {
        try Self.withSection([UInt8](repeating: 0, count: 1_000_000), size: size) { #expect($0 == nil) }
    }

    @Test func `a size that is not true`() throws {
        try Self.withSection(Self.compressed, size: Self.bytes.count + 600_000_000) { section in
            let section = try #require(section)
            #expect(section.bytes(at: Self.bytes.count + 1, count: 10).isEmpty)
            #expect(section.bytes(at: 500_000_000, count: 10).isEmpty)
            #expect(section.bytes(at: 7, count: 10) == Array(Self.bytes[7..<17]))
        }
    }
}
