import Foundation
import Testing

/// The program that faults are tried in, built beside the tests.
enum FaultRunner {
    struct Outcome {
        /// 0, the exit status, or the negative number of the signal that ended it.
        let status: Int32
        let lines: [String]

        /// The rest of the first line that begins with a word and a colon.
        subscript(word: String) -> String? {
            lines.lazy.first { $0.hasPrefix(word + ": ") }.map { String($0.dropFirst(word.count + 2)) }
        }
    }

    static func run(_ scenario: String, _ arguments: String...) throws -> Outcome { try run(scenario, arguments) }

    static func run(_ scenario: String, _ arguments: [String]) throws -> Outcome {
        let process = Process()
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        process.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("PerfMonFaultRunner")
        process.arguments = [scenario] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let status = process.terminationReason == .uncaughtSignal ? -process.terminationStatus : process.terminationStatus
        return Outcome(status: status, lines: text.split(separator: "\n").map(String.init))
    }
}
