import Foundation
import PerfMonModel
@testable import PerfMonProfiling
import Testing

/// A file that is not what it says must cost a name, never the process.
@Suite struct DamagedFileTests {
    private static let addresses: [UInt64] = [0x1000, 0x1044, 0x1084, 0x1104, 0x117f, 0x1180]

    /// Looks all addresses up, which reads every part of the file that is ever read.
    private static func answers(_ bytes: [UInt8]) throws -> Int {
        try ELFFixture.withFile(bytes) { path in
            let image = LoadedImage(path: path, loadBias: 0, textStart: 0, textEnd: .max)
            var symbolizer = Symbolizer(executable: image)
            return addresses.map { symbolizer.symbolize($0, .exact).count + symbolizer.symbolize($0, .asyncResume).count }.min() ?? 0
        }
    }

    @Test(arguments: [4, 5] as [UInt16])
    func `cut short anywhere`(version: UInt16) throws {
        let bytes = ELFFixture.bytes(dwarfVersion: version)
        for length in stride(from: 0, to: bytes.count, by: 3) { #expect(try Self.answers(Array(bytes[..<length])) >= 1) }
    }

    @Test(arguments: [4, 5] as [UInt16], 1...4 as ClosedRange<UInt64>)
    func `with random bytes changed`(version: UInt16, seed: UInt64) throws {
        let bytes = ELFFixture.bytes(dwarfVersion: version)
        let extremes: [UInt8] = [0, 1, 0x7f, 0x80, 0xff]
        var generator = SeededGenerator(state: seed)
        for _ in 0..<400 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let index = Int.random(in: 5..<damaged.count, using: &generator)
                damaged[index] =
                    Bool.random(using: &generator)
                    ? extremes.randomElement(using: &generator) ?? 0 : .random(in: 0...255, using: &generator)
            }
            #expect(try Self.answers(damaged) >= 1)
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `of random bytes only`(seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        for _ in 0..<50 {
            let magic: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1]
            let noise = (0..<Int.random(in: 0...2048, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(try Self.answers(magic + noise) >= 1)
        }
    }

    @Test func `cut short while it is in use`() throws {
        try ELFFixture.withFile(ELFFixture.bytes(dwarfVersion: 4)) { path in
            var symbolizer = Symbolizer(executable: LoadedImage(path: path, loadBias: 0, textStart: 0, textEnd: .max))
            #expect(symbolizer.symbolize(0x1004, .exact).map(\.frame.function) == ["outer(a:)"])
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try handle.truncate(atOffset: 10)
            try handle.close()
            #expect(symbolizer.symbolize(0x1104, .exact).map(\.frame.function) == ["0x1104"])
            #expect(symbolizer.symbolize(0x1004, .exact).map(\.frame.function) == ["outer(a:)"])
        }
    }

    @Test(arguments: ["/", "/dev/zero", "/proc/self/mem"])
    func `not a regular file`(path: String) {
        #expect(ELFFile(path: path) == nil)
    }
}
