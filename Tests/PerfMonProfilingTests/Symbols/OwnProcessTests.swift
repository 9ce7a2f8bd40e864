import Foundation
import PerfMonModel
@testable import PerfMonProfiling
import Testing

#if os(Linux)
/// Functions of this file, whose lines are known.
private enum Known {
    static let file = #filePath

    @inline(never)
    static func caller() -> (addresses: [UInt64], line: Int) {
        let (addresses, line) = (callee(), #line)
        return (addresses, line)
    }

    @inline(never)
    static func callee() -> [UInt64] {
        Thread.callStackReturnAddresses.map { UInt64($0.uintValue) }
    }

    static let firstAwait = #line + 4

    @inline(never)
    static func awaitsTwiceForSymbols(_ yield: @Sendable (Int) async -> Int) async -> Int {
        let first = await yield(1)
        let second = first * 2
        return await yield(second)
    }
}

@Suite struct OwnProcessTests {
    @Test func `a captured return address has the line of the call`() throws {
        let (addresses, line) = Known.caller()
        var symbolizer = Symbolizer(images: OwnProcess.images, applicationModules: ["PerfMonProfilingTests"])
        let frames = addresses.flatMap { symbolizer.symbolize($0, .returnAddress) }.map(\.frame)
        let caller = try #require(frames.first { $0.function == "Known.caller()" })
        #expect(caller == Frame(function: "Known.caller()", module: "PerfMonProfilingTests", file: Known.file, line: line))
        let callee = try #require(frames.first { $0.function == "Known.callee()" })
        #expect(callee.line == line + 6)
    }

    @Test func `a suspended function has the line of its await`() async throws {
        // Called so that it is kept.
        #expect(await Known.awaitsTwiceForSymbols { $0 } == 2)
        let image = try #require(OwnProcess.executable)
        // `TQ` marks what follows an `await`; `TY`, what follows a change of executor, goes on at the next statement.
        let parts = OwnProcess.functions { $0.contains("awaitsTwiceForSymbols") && $0.contains("TQ") && !$0.contains("TA") }
        #expect(parts.count >= 2)
        var symbolizer = Symbolizer(images: OwnProcess.images)
        let frames = parts.flatMap { symbolizer.symbolize($0.address + image.loadBias, .asyncResume) }.map(\.frame)
        #expect(frames.allSatisfy { $0.function == "Known.awaitsTwiceForSymbols(_:)" && $0.file == Known.file })
        #expect(Set(frames.compactMap(\.line)) == [Known.firstAwait, Known.firstAwait + 2])
    }

    @Test func `functions of the runtime are named and hidden`() async throws {
        var symbolizer = Symbolizer(images: OwnProcess.images)
        let frames = Known.callee().flatMap { symbolizer.symbolize($0, .returnAddress) }
        let scheduler = try #require(frames.first { $0.frame.function == "swift_job_run" })
        #expect(scheduler.isHidden && scheduler.frame.origin == .library)
        #expect(!frames.contains { $0.frame.function.isEmpty })
    }

    @Test func `a file that is not the one loaded gives no names`() throws {
        let image = try #require(OwnProcess.images.first { $0.name == "libswift_Concurrency.so" })
        let another = try #require(OwnProcess.images.first { $0.name == "libswiftCore.so" })
        let addresses = stride(from: image.textStart, to: image.textEnd, by: 4096)
        var symbolizer = Symbolizer(images: [image])
        #expect(addresses.contains { !symbolizer.symbolize($0, .exact).allSatisfy { $0.frame.function.hasPrefix("0x") } })
        var replaced = image
        replaced.path = another.path
        symbolizer = Symbolizer(images: [replaced])
        #expect(addresses.allSatisfy { symbolizer.symbolize($0, .exact).allSatisfy { $0.frame.function.hasPrefix("0x") } })
    }

    private static let reference = ["/usr/bin/llvm-symbolizer", "/usr/local/bin/llvm-symbolizer"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test(.enabled(if: reference != nil, "needs llvm-symbolizer"))
    func `lines agree with llvm-symbolizer`() throws {
        let path = try #require(MainExecutable.path())
        let functions = OwnProcess.functions { $0.contains("PerfMonProfiling") }
        let addresses = stride(from: 0, to: functions.count, by: max(functions.count / 300, 1)).map {
            functions[$0].address + functions[$0].size / 2
        }
        var symbolizer = Symbolizer(executable: LoadedImage(path: path, loadBias: 0, textStart: 0, textEnd: .max))
        let expected = try Self.run(arguments: ["--obj=\(path)", "--inlines"] + addresses.map { "0x" + String($0, radix: 16) })
        #expect(expected.count == addresses.count)
        for (address, places) in zip(addresses, expected) {
            let frames = symbolizer.symbolize(address, .exact)
            #expect(frames.count == places.count)
            for (frame, place) in zip(frames, places) where place.line > 0 && !place.file.hasSuffix(">") {
                #expect(frame.frame.line == place.line)
                #expect(frame.frame.file == place.file)
            }
        }
    }

    /// For each address the places of its frames, the innermost first.
    private static func run(arguments: [String]) throws -> [[(file: String, line: Int)]] {
        let process = Process()
        process.executableURL = reference.map { URL(fileURLWithPath: $0) }
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return output.components(separatedBy: "\n\n").map { $0.split(separator: "\n") }.filter { !$0.isEmpty }.map { lines in
            stride(from: 1, to: lines.count, by: 2).map { index in
                let fields = lines[index].split(separator: ":")
                return (fields.dropLast(2).joined(separator: ":"), Int(fields.dropLast().last ?? "") ?? 0)
            }
        }
    }
}
#endif
