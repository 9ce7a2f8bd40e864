import Foundation
import PerfMonModel
@testable import PerfMonProfiling
import Testing

#if os(Linux)
/// A debug file that is not what it says must cost names, never the process.
@Suite(.serialized) struct HostileDebugFileTests {
    @Test func `a link to the program itself`() throws {
        try Program.withCopy { copy in
            try copy.run("objcopy", "--add-gnu-debuglink=shop", "shop")
            try copy.run("strip", "--strip-all", "shop")
            try copy.run("ln", "-s", "shop", "shop.debug")
            #expect(try copy.facts().namesGap?.cause == .debugFileNotFound)
        }
    }

    @Test func `links that go round`() throws {
        try Program.withCopy { copy in
            try copy.split()
            try copy.run("rm", "shop.debug")
            try copy.run("ln", "-s", "shop.debug", "shop.debug")
            #expect(try copy.facts().namesGap?.cause == .debugFileNotFound)
        }
    }

    @Test func `a debug file that names another one`() throws {
        try Program.withCopy(hasBuildIdentifier: false) { copy in
            try copy.run("objcopy", "--only-keep-debug", "shop", "inner.debug")
            try copy.run("strip", "--strip-all", "shop")
            try copy.run("cp", "shop", "shop.debug")
            try copy.run("objcopy", "--add-gnu-debuglink=inner.debug", "shop.debug")
            try copy.run("objcopy", "--add-gnu-debuglink=shop.debug", "shop")
            #expect(try copy.facts().namesGap?.cause == .stripped)
        }
    }

    @Test(arguments: ["../shop.debug", "/tmp/shop.debug", "..", ""])
    func `a name that leads elsewhere`(name: String) throws {
        try Program.withCopy(hasBuildIdentifier: false) { copy in
            try copy.split()
            let place = try copy.section(".gnu_debuglink")
            try copy.change("shop") { bytes in
                let link = Array(name.utf8) + [0]
                bytes.replaceSubrange(place, with: (link + [UInt8](repeating: 0, count: 32)).prefix(place.count))
            }
            #expect(try copy.facts().namesGap?.cause == .stripped)
        }
    }

    @Test(arguments: [0, 1, 63, 64, 5000])
    func `a debug file that was cut short`(size: Int) throws {
        try Program.withCopy { copy in
            try copy.split()
            try copy.change("shop.debug") { $0.removeSubrange(size...) }
            let cause = try copy.facts().namesGap?.cause
            #expect(cause == .debugFileUnreadable || cause == .debugFileChecksum)
            #expect(try copy.frames().allSatisfy { $0.count == 1 })
        }
    }

    @Test(arguments: ["fifo", "directory"])
    func `a debug file that is no file`(kind: String) throws {
        try Program.withCopy { copy in
            try copy.split()
            try copy.run("rm", "shop.debug")
            try kind == "fifo" ? copy.run("mkfifo", "shop.debug") : copy.run("mkdir", "shop.debug")
            #expect(try copy.facts().namesGap?.cause == .debugFileNotFound)
        }
    }

    @Test(arguments: [1 << 60, 1 << 40, 1 << 30, 1 << 27, 0, .max, 7] as [UInt64])
    func `a section that claims to be of another size`(size: UInt64) throws {
        try Program.withCopy { copy in
            try copy.run("objcopy", "--compress-debug-sections=zlib", "shop")
            let place = try copy.section(".debug_info")
            try copy.change("shop") { bytes in
                for index in 0..<8 { bytes[place.lowerBound + 8 + index] = UInt8(truncatingIfNeeded: size >> UInt64(8 * index)) }
            }
            let frames = try copy.frames()
            #expect(frames.allSatisfy { !$0.isEmpty })
            if size > 1 << 20 || size == 0 { #expect(try copy.facts().linesGap?.cause == .unreadableCompression) }
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>, [false, true])
    func `with random bytes changed`(seed: UInt64, isCompressed: Bool) throws {
        var generator = SeededGenerator(state: seed)
        try Program.withCopy { copy in
            if isCompressed { try copy.run("objcopy", "--compress-debug-sections=zlib", "shop") }
            // Found by its build identifier, so that no checksum keeps the damage out.
            try copy.split(named: false)
            let original = try Data(contentsOf: URL(fileURLWithPath: "\(copy.directory)/shop.debug"))
            for _ in 0..<8 {
                var bytes = [UInt8](original)
                for _ in 0..<Int.random(in: 1...200, using: &generator) {
                    bytes[Int.random(in: 64..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
                }
                // The section headers, which lead to all else, are few: damage them on purpose now and then.
                if Bool.random(using: &generator) {
                    bytes[Int.random(in: (bytes.count - 2500)..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
                }
                try Data(bytes).write(to: URL(fileURLWithPath: "\(copy.directory)/shop.debug"))
                #expect(try copy.frames().allSatisfy { !$0.isEmpty })
                _ = try copy.facts()
            }
        }
    }
}
#endif
