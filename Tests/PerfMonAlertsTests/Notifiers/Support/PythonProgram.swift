internal import Foundation
internal import Testing

/// A program in Python that serves on a port of its own choice until its input ends.
///
/// It writes its port in the first line of its output, and what it receives to the file that is its first argument.
final class PythonProgram: Sendable {
    static let python: URL? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").lazy
        .map { URL(filePath: String($0)).appending(path: "python3") }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }

    let port: Int
    private let process: ChildProcess
    private let output: Descriptor, inputEnd: Descriptor
    private let log = FileManager.default.temporaryDirectory.appending(path: "perfmon-\(UUID().uuidString).jsonl")

    init(_ program: String, _ arguments: [String] = [], modules: URL? = nil) throws {
        try Data().write(to: log)
        let input = try Descriptor.pair(), output = try Descriptor.pair()
        defer {
            input.reading.end()
            output.writing.end()
        }
        (self.output, inputEnd) = (output.reading, input.writing)
        process = try ChildProcess(
            #require(Self.python), ["-c", program, log.path] + arguments, environment: modules.map { ["PYTHONPATH": $0.path] } ?? [:],
            input: input.reading.number, output: output.writing.number)
        var line: [UInt8] = []
        while !line.contains(10), case let piece = output.reading.nextBytes(), !piece.isEmpty { line += piece }
        let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        port = try #require(Int(text), "the server did not start")
    }

    deinit {
        process.stop()
        output.end()
        inputEnd.end()
        try? FileManager.default.removeItem(at: log)
    }

    /// What it received so far.
    func received<Record: Decodable>(_ type: Record.Type) throws -> [Record] {
        try Data(contentsOf: log).split(separator: 10).map { try JSONDecoder().decode(type, from: $0) }
    }

    /// Blocks until the program writes something.
    func waitForOutput() {
        _ = output.nextBytes()
    }

    /// Runs a program to its end and gives what it wrote.
    static func run(_ program: URL, _ arguments: [String], input: Data = Data()) throws -> Data {
        let files = ["in", "out"].map { FileManager.default.temporaryDirectory.appending(path: "perfmon-\(UUID().uuidString).\($0)") }
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        try input.write(to: files[0])
        let reading = try Descriptor(opening: files[0].path, O_RDONLY), writing = try Descriptor(opening: files[1].path, O_WRONLY | O_CREAT)
        defer {
            reading.end()
            writing.end()
        }
        let process = try ChildProcess(
            program, arguments, environment: ProcessInfo.processInfo.environment, input: reading.number, output: writing.number)
        guard process.wait() else { throw CocoaError(.executableLoad) }
        return try Data(contentsOf: files[1])
    }
}
