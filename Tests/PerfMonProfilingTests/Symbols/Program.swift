import Foundation
import PerfMonModel
@testable import PerfMonProfiling
import Testing

#if os(Linux)
/// A small Swift program, built once, and what binutils make of it.
enum Program {
    private static let source = """
        struct Repository {
            var names: [Int: String]

            @inline(never)
            func load(id: Int) -> String {
                names.first { $0.key == id }.map { describe($0.value) } ?? "none"
            }

            @inline(__always)
            func describe(_ name: String) -> String {
                var text = name
                for character in name.unicodeScalars where character.value % 7 == 3 { text.unicodeScalars.append(character) }
                return text
            }
        }

        @inline(never)
        func total(_ values: [Int]) -> Int {
            values.lazy.map { $0 &* 3 }.filter { $0 % 2 == 0 }.reduce(0, &+)
        }

        @main struct Shop {
            static func main() {
                print(Repository(names: [1: CommandLine.arguments[0]]).load(id: CommandLine.arguments.count))
                print(total(CommandLine.arguments.map(\\.count)))
            }
        }
        """

    /// The program as the compiler left it, with a build identifier.
    static let original = Result { try build() }

    private static func build() throws -> String {
        let directory = try temporaryDirectory()
        atexit { Program.removeAll() }
        try Data(source.utf8).write(to: URL(fileURLWithPath: "\(directory)/shop.swift"))
        let arguments = ["-g", "-O", "-parse-as-library", "-Xlinker", "--build-id", "shop.swift", "-o", "shop"]
        try run("swiftc", arguments, in: directory)
        return "\(directory)/shop"
    }

    private static let directories = Directories()

    private final class Directories: Sendable {
        let prefix = FileManager.default.temporaryDirectory.appendingPathComponent("perfmon-program-\(UUID().uuidString)").path
    }

    private static func removeAll() {
        try? FileManager.default.removeItem(atPath: directories.prefix)
    }

    private static func temporaryDirectory() throws -> String {
        let path = "\(directories.prefix)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    /// Runs `body` in a directory that holds a copy of the program named `shop`.
    static func withCopy<Value>(hasBuildIdentifier: Bool = true, _ body: (ProgramCopy) throws -> Value) throws -> Value {
        let directory = try temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let copy = ProgramCopy(directory: directory)
        try FileManager.default.copyItem(atPath: original.get(), toPath: copy.path)
        if !hasBuildIdentifier { try copy.run("objcopy", "--remove-section=.note.gnu.build-id", "shop") }
        return try body(copy)
    }

    static func run(_ tool: String, _ arguments: [String], in directory: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(tool) \(arguments) failed")
    }

    /// Some addresses of the program's own functions, and where its function begins.
    static let places = Result {
        let image = try #require(ELFFile(path: original.get()))
        let functions = OwnProcess.functions(of: image) { $0.hasPrefix("$s4shop") }
        return functions.flatMap { function in
            stride(from: 0, to: function.size, by: 7).map { (address: function.address + $0, start: function.address) }
        }
    }
}

/// A copy of the program that a test may change.
struct ProgramCopy {
    let directory: String
    var path: String { "\(directory)/shop" }
    /// Where separate debug information is looked for besides the directory.
    var debugDirectory: String { "\(directory)/global" }

    func run(_ tool: String, _ arguments: String...) throws {
        try Program.run(tool, arguments, in: directory)
    }

    /// Splits symbols and debug information off, as distributions do, into `shop.debug`; `name`s it in the program.
    func split(named isNamed: Bool = true) throws {
        try run("objcopy", "--only-keep-debug", "shop", "shop.debug")
        try run("strip", "--strip-all", "shop")
        if isNamed { try run("objcopy", "--add-gnu-debuglink=shop.debug", "shop") }
    }

    func move(_ name: String, to place: String) throws {
        let target = URL(fileURLWithPath: place, relativeTo: URL(fileURLWithPath: directory + "/"))
        try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.moveItem(at: URL(fileURLWithPath: "\(directory)/\(name)"), to: target)
    }

    func change(_ name: String, _ body: (inout [UInt8]) throws -> Void) throws {
        let url = URL(fileURLWithPath: "\(directory)/\(name)")
        var bytes = try [UInt8](Data(contentsOf: url))
        try body(&bytes)
        try Data(bytes).write(to: url)
    }

    /// What the symbolizer says of the program's functions.
    func frames() throws -> [[SymbolizedFrame]] {
        let image = LoadedImage(path: path, loadBias: 0x40_0000, textStart: 0, textEnd: .max)
        var symbolizer = Symbolizer(executable: image, debugDirectory: debugDirectory)
        return try Program.places.get().map { symbolizer.symbolize($0.address + image.loadBias, .exact) }
    }

    /// The different gaps of all frames.
    func gaps() throws -> Set<SymbolGap> {
        Set(try frames().joined().compactMap(\.gap))
    }

    func facts() throws -> ExecutableFacts {
        try #require(ExecutableFacts(path: path, debugDirectory: debugDirectory))
    }

    func section(_ name: String) throws -> Range<Int> {
        let section = try #require(ELFFile(path: path)?.section(name))
        return Int(section.offset)..<Int(section.offset + section.size)
    }
}
#endif
