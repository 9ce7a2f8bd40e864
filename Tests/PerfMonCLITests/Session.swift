#if CLI
import Foundation
import PerfMonConfiguration
import Synchronization

@testable import PerfMonCLI

/// Runs commands and keeps what they print.
final class Session: Sendable {
    private let printed = Mutex((output: "", error: ""))

    var output: String { printed.withLock { $0.output } }
    var error: String { printed.withLock { $0.error } }

    func run(_ arguments: String..., variables: [String: String] = [:], colors: Bool = false) -> CommandStatus {
        run(arguments, variables: variables, colors: colors)
    }

    func run(_ arguments: [String], variables: [String: String] = [:], colors: Bool = false) -> CommandStatus {
        let terminal = Terminal(
            output: { text in self.printed.withLock { $0.output += text } },
            error: { text in self.printed.withLock { $0.error += text } },
            showsColors: colors
        )
        return CommandLineTool.run(arguments: arguments, terminal: terminal, environment: EnvironmentVariables(variables))
    }
}

func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("perfmon-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
}

func write(_ text: String, to path: String) throws {
    try text.write(toFile: path, atomically: true, encoding: .utf8)
}

#endif
