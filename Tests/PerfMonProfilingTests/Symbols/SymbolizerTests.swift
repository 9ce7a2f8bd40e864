import PerfMonModel
@testable import PerfMonProfiling
import Testing

@Suite struct SymbolizerTests {
    private static func symbolize(_ address: UInt64, _ kind: AddressKind = .exact, version: UInt16?) throws -> [SymbolizedFrame] {
        try ELFFixture.withFile(ELFFixture.bytes(dwarfVersion: version)) { path in
            let image = LoadedImage(path: path, loadBias: 0x40_0000, textStart: 0x40_1000, textEnd: 0x40_2000)
            var symbolizer = Symbolizer(executable: image)
            return symbolizer.symbolize(address + image.loadBias, kind)
        }
    }

    @Test(arguments: [4, 5] as [UInt16])
    func `a line of the line table`(version: UInt16) throws {
        let frames = try Self.symbolize(0x1004, version: version)
        #expect(frames.map(\.frame) == [Frame(function: "outer(a:)", module: "demo", file: DWARFFixture.file, line: 10)])
        #expect(frames.allSatisfy { !$0.isHidden && !$0.isInlined })
    }

    @Test(arguments: [4, 5] as [UInt16])
    func `an inlined call has a frame of its own`(version: UInt16) throws {
        let frames = try Self.symbolize(0x1044, version: version)
        #expect(frames.map(\.frame.function) == ["inner()", "outer(a:)"])
        #expect(frames.map(\.frame.line) == [3, 12])
        #expect(frames.map(\.isInlined) == [true, false])
    }

    @Test(arguments: [4, 5] as [UInt16])
    func `code of no line has the line before it`(version: UInt16) throws {
        #expect(try Self.symbolize(0x1084, version: version).map(\.frame.line) == [13])
    }

    @Test func `code of no line at the start of a function has no line of another one`() throws {
        #expect(try Self.symbolize(0x1104, version: 4).map(\.frame) == [Frame(function: "other()", module: "demo")])
    }

    @Test func `a return address belongs to the call before it`() throws {
        #expect(try Self.symbolize(0x1040, .returnAddress, version: 4).map(\.frame.line) == [10])
        #expect(try Self.symbolize(0x1100, .returnAddress, version: 4).map(\.frame.function) == ["outer(a:)"])
    }

    @Test(arguments: [4, 5] as [UInt16])
    func `a suspended task goes on at the next line there is`(version: UInt16) throws {
        #expect(try Self.symbolize(0x1100, .asyncResume, version: version).map(\.frame.line) == [20])
    }

    @Test func `a stripped file still has names`() throws {
        let frames = try Self.symbolize(0x1044, version: nil)
        #expect(frames.map(\.frame) == [Frame(function: "outer(a:)", module: "demo")])
    }

    @Test(arguments: [0x1fff, 0x9000] as [UInt64])
    func `an address without a symbol is a number`(address: UInt64) throws {
        let frames = try Self.symbolize(address, version: 4)
        #expect(frames.count == 1)
        #expect(frames.allSatisfy { $0.frame.function.hasPrefix("0x") && $0.frame.origin == .library && $0.frame.line == nil })
    }

    @Test func `what was read of an image is kept when others come and go`() throws {
        let other = LoadedImage(path: "/nowhere/libplugin.so", loadBias: 0x80_0000, textStart: 0x80_0000, textEnd: 0x80_1000)
        let (image, symbolizer) = try ELFFixture.withFile(ELFFixture.bytes(dwarfVersion: 4)) { path in
            let image = LoadedImage(path: path, loadBias: 0x40_0000, textStart: 0x40_1000, textEnd: 0x40_2000)
            var symbolizer = Symbolizer(images: [image])
            #expect(symbolizer.symbolize(0x40_1104, .exact).map(\.frame.function) == ["other()"])
            return (image, symbolizer)
        }
        // The file is gone: whoever opened it again would find nothing.
        var later = symbolizer
        later.use([image, other])
        #expect(later.symbolize(0x40_1044, .exact).map(\.frame.function) == ["inner()", "outer(a:)"])
        #expect(later.symbolize(0x80_0010, .exact).map(\.frame.module) == ["libplugin.so"])
        later.use([other])
        #expect(later.symbolize(0x40_1044, .exact).map(\.frame.module) == [nil])
        // It came back after it had been unloaded, and nobody can tell whether it is the same.
        later.use([image])
        #expect(later.symbolize(0x40_1044, .exact).map(\.frame.function) == ["0x1044"])
    }

    @Test func `a library that was loaded in another one's place has its own names`() throws {
        try ELFFixture.withFile(ELFFixture.bytes(dwarfVersion: 4)) { named in
            try ELFFixture.withFile(ELFFixture.bytes(dwarfVersion: nil, hasSymbols: false)) { nameless in
                let images = [named, nameless, named].map {
                    [LoadedImage(path: $0, loadBias: 0x40_0000, textStart: 0x40_1000, textEnd: 0x40_2000)]
                }
                var symbolizer = Symbolizer(images: images[0])
                let names = images.map { images in
                    symbolizer.use(images)
                    return symbolizer.symbolize(0x40_1104, .exact).map(\.frame.function)
                }
                #expect(names == [["other()"], ["0x1104"], ["other()"]])
            }
        }
    }

    @Test func `a library whose build id is another one gives no names`() throws {
        try ELFFixture.withFile(ELFFixture.bytes(dwarfVersion: 4)) { path in
            let image = LoadedImage(
                path: path, loadBias: 0x40_0000, textStart: 0x40_1000, textEnd: 0x40_2000, buildIdentifier: [1, 2, 3])
            var symbolizer = Symbolizer(images: [image])
            #expect(symbolizer.symbolize(0x40_1104, .exact).map(\.frame.function) == ["0x1104"])
        }
    }

    @Test func `a stripped executable is the application, named or not`() throws {
        let stripped = ELFFixture.bytes(dwarfVersion: nil, hasSymbols: false)
        try ELFFixture.withFile(stripped) { path in
            let image = LoadedImage(path: path, loadBias: 0, textStart: 0x1000, textEnd: 0x2000)
            var symbolizer = Symbolizer(executable: image)
            #expect(symbolizer.symbolize(0x1004, .exact).map(\.frame) == [Frame(function: "0x1004", module: image.name)])
            symbolizer = Symbolizer(executable: image, applicationModules: ["demo"])
            #expect(symbolizer.symbolize(0x1004, .exact).map(\.frame.origin) == [.library])
        }
    }

    @Test func `a file that is not there is no obstacle`() {
        let image = LoadedImage(path: "/nowhere/libnothing.so.1", loadBias: 0x1000, textStart: 0x1000, textEnd: 0x2000)
        var symbolizer = Symbolizer(images: [image])
        let expected = Frame(function: "0x10", module: "libnothing.so.1", origin: .library)
        #expect(symbolizer.symbolize(0x1010, .exact).map(\.frame) == [expected])
        #expect(symbolizer.symbolize(0x3000, .exact).map(\.frame) == [Frame(function: "0x3000", origin: .library)])
    }

    @Test(arguments: [0, 1, .max] as [UInt64], [AddressKind.exact, .returnAddress, .asyncResume])
    func `the first and the last address are addresses like others`(address: UInt64, kind: AddressKind) {
        let image = LoadedImage(path: "/nowhere", loadBias: .max, textStart: 0, textEnd: .max)
        var symbolizer = Symbolizer(images: [image])
        #expect(symbolizer.symbolize(address, kind).count == 1)
    }
}
