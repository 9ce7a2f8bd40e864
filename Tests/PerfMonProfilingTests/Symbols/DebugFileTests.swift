import Foundation
import PerfMonModel
@testable import PerfMonProfiling
import Testing

#if os(Linux)
/// What becomes of names and lines when an executable is stripped, split or compressed by the tools that people use.
@Suite(.serialized) struct DebugFileTests {
    private static func gap(_ missing: SymbolGap.Missing, _ cause: SymbolGap.Cause, debugFile: String? = "shop.debug") -> SymbolGap {
        SymbolGap(image: "shop", isExecutable: true, missing: missing, cause: cause, debugFile: debugFile)
    }

    private static let original = Result { try Program.withCopy { try $0.frames() } }

    @Test func `the program as built has names, lines and inlined functions`() throws {
        let frames = try Self.original.get()
        #expect(frames.count > 50)
        #expect(frames.joined().allSatisfy { $0.gap == nil && !$0.frame.function.hasPrefix("0x") })
        let functions = Set(frames.joined().filter { !$0.isInlined && $0.frame.line != nil }.map(\.frame.function))
        #expect(functions.isSuperset(of: ["Repository.load(id:)", "total(_:)", "Shop.main()"]))
        #expect(frames.contains { $0.first?.isInlined == true })
    }

    // MARK: - Found

    @Test(
        arguments: ["shop.debug", ".debug/shop.debug", "by path"], [true, false])
    func `a linked debug file is as good as none split off`(place: String, hasBuildIdentifier: Bool) throws {
        try Program.withCopy(hasBuildIdentifier: hasBuildIdentifier) { copy in
            try copy.split()
            if place != "shop.debug" {
                try copy.move("shop.debug", to: place == "by path" ? "\(copy.debugDirectory)\(copy.directory)/shop.debug" : place)
            }
            #expect(try copy.frames() == Self.original.get())
            let facts = try copy.facts()
            #expect(facts.namesGap == nil && facts.linesGap == nil && facts.debugFile?.hasSuffix("shop.debug") == true)
            #expect(facts.namedFunctions > 3 && facts.framePointers != nil)
        }
    }

    @Test func `a debug file is found by its build identifier`() throws {
        try Program.withCopy { copy in
            try copy.split(named: false)
            let file = try #require(ELFFile(path: copy.path))
            let place = try #require(BuildIdentifier(file)).debugFilePath
            #expect(place.prefix(3).last == "/" && place.utf8.count == 47)
            try copy.move("shop.debug", to: "\(copy.debugDirectory)/.build-id/\(place)")
            #expect(try copy.frames() == Self.original.get())
        }
    }

    @Test func `a debug file next to the program needs no link when its build identifier is right`() throws {
        try Program.withCopy { copy in
            try copy.split(named: false)
            #expect(try copy.frames() == Self.original.get())
        }
        try Program.withCopy(hasBuildIdentifier: false) { copy in
            try copy.split(named: false)
            #expect(try copy.gaps() == [Self.gap(.names, .stripped, debugFile: nil)])
        }
    }

    @Test(arguments: ["zlib", "zlib-gnu"], [false, true])
    func `compressed with zlib`(method: String, isSplit: Bool) throws {
        try Program.withCopy { copy in
            try copy.run("objcopy", "--compress-debug-sections=\(method)", "shop")
            if isSplit { try copy.split() }
            #expect(try copy.frames() == Self.original.get())
            #expect(try copy.facts().linesGap == nil)
        }
    }

    // MARK: - Missing

    @Test func `without symbol table`() throws {
        try Program.withCopy { copy in
            try copy.run("strip", "--strip-all", "shop")
            let frames = try copy.frames().joined().map(\.frame)
            #expect(frames.allSatisfy { $0.origin == .application })
            // Unwinding needs to know where functions begin: what is in one function stays one.
            let starts = try Program.places.get().map { "0x" + String($0.start, radix: 16) }
            #expect(frames.map(\.function) == starts)
            #expect(try copy.gaps() == [Self.gap(.names, .stripped)])
            let facts = try copy.facts()
            #expect(facts.namesGap == Self.gap(.names, .stripped) && facts.linesGap == Self.gap(.lines, .noDebugInformation))
            #expect(facts.namedFunctions == 0)
        }
    }

    @Test func `without debug information`() throws {
        try Program.withCopy { copy in
            try copy.run("strip", "--strip-debug", "shop")
            let names = try copy.frames().compactMap(\.last?.frame.function)
            #expect(try names == Self.original.get().compactMap(\.last?.frame.function))
            #expect(try copy.gaps() == [Self.gap(.lines, .noDebugInformation)])
        }
    }

    @Test func `without the linked debug file`() throws {
        try Program.withCopy { copy in
            try copy.split()
            try copy.move("shop.debug", to: "elsewhere.debug")
            #expect(try copy.gaps() == [Self.gap(.names, .debugFileNotFound)])
        }
    }

    @Test func `with a debug file of another checksum`() throws {
        try Program.withCopy(hasBuildIdentifier: false) { copy in
            try copy.split()
            try copy.change("shop.debug") { $0.append(0) }
            #expect(try copy.gaps() == [Self.gap(.names, .debugFileChecksum)])
        }
    }

    @Test(arguments: [true, false])
    func `with a debug file of another build`(isNamed: Bool) throws {
        try Program.withCopy { copy in
            let note = try copy.section(".note.gnu.build-id")
            try copy.split(named: false)
            try copy.change("shop.debug") { bytes in
                // The note lies at the same place in both: it precedes what was split off.
                bytes[note.upperBound - 1] ^= 1
            }
            let debug = try #require(ELFFile(path: "\(copy.directory)/shop.debug"))
            #expect(BuildIdentifier(debug) != nil)
            if isNamed { try copy.run("objcopy", "--add-gnu-debuglink=shop.debug", "shop") }
            #expect(try copy.gaps() == [Self.gap(.names, .debugFileOfOtherBuild)])
        }
    }

    @Test func `compressed with a method that is not read`() throws {
        for (method, cause) in [(2 as UInt8, SymbolGap.Cause.zstandard), (77, .unreadableCompression)] {
            try Program.withCopy { copy in
                try copy.run("objcopy", "--compress-debug-sections=zlib", "shop")
                let place = try copy.section(".debug_info")
                try copy.change("shop") { $0[place.lowerBound] = method }
                #expect(try copy.gaps() == [Self.gap(.lines, cause)])
                #expect(try copy.facts().linesGap?.cause == cause)
            }
        }
    }

    @Test func `with split units`() throws {
        try Program.withCopy { copy in
            let source = "static int twice(int x) { return 2 * x; }\nint main(int count, char **arguments) { return twice(count); }\n"
            try Data(source.utf8).write(to: URL(fileURLWithPath: "\(copy.directory)/split.c"))
            for version in ["-gdwarf-4", "-gdwarf-5"] {
                try copy.run("clang", "-g", version, "-gsplit-dwarf", "-O1", "split.c", "-o", "shop")
                let expected = SymbolGap(image: "shop", isExecutable: true, missing: .inlinedFunctions, cause: .splitUnits)
                #expect(try copy.facts().inlinedFunctionsGap == expected)
            }
        }
    }

    @Test func `a file that is not the one that was loaded`() throws {
        let image = try #require(OwnProcess.images.first { $0.name == "libswift_Concurrency.so" })
        let another = try #require(OwnProcess.images.first { $0.name == "libswiftCore.so" })
        let sources = ImageSources(path: another.path, origin: another.path, loadBias: image.loadBias)
        #expect(sources.namesCause == .replaced && sources.linesCause == .replaced && sources.image == nil)
        let nothing = ImageSources(path: "/nowhere/shop", origin: "/nowhere/shop", loadBias: nil)
        #expect(nothing.namesCause == .unreadable)
    }
}
#endif
