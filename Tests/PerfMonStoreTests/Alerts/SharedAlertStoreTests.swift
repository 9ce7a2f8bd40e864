import Foundation
import PerfMonStore
import Testing

@Suite("An alert store that processes share")
struct SharedAlertStoreTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// Starts a process that reports slow requests with 50 fingerprints.
    private func client(rounds: Int) throws -> (Process, Pipe) {
        let process = Process()
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        process.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent().appending(path: "PerfMonStoreClient")
        process.arguments = [directory.path, "50", "\(rounds)"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        return (process, output)
    }

    private func lines(_ output: Pipe) throws -> [Substring] {
        String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self).split(separator: "\n")
    }

    @Test("has one winner for each fingerprint among processes that start at once")
    func oneWinner() throws {
        let clients = try (0..<4).map { _ in try client(rounds: 3) }
        let lines = try clients.flatMap { try self.lines($0.1) }
        for client in clients { client.0.waitUntilExit() }
        #expect(clients.allSatisfy { $0.0.terminationStatus == 0 }, "\(lines.filter { $0.hasPrefix("error") })")
        let alerts = lines.filter { $0.hasPrefix("alert") }
        #expect(alerts.count == 50)
        #expect(Set(alerts).count == 50)
    }

    @Test("forgets nothing that was confirmed when a process is killed")
    func killed() throws {
        let clients = try (0..<3).map { _ in try client(rounds: 5000) }
        var seen: [Substring] = []
        for client in clients {
            // It has begun, and will go on for some seconds.
            let data = client.1.fileHandleForReading.availableData
            kill(client.0.processIdentifier, SIGKILL)
            client.0.waitUntilExit()
            seen += String(decoding: data, as: UTF8.self).split(separator: "\n") + (try lines(client.1))
        }
        let (last, output) = try client(rounds: 1)
        seen += try lines(output)
        last.waitUntilExit()
        #expect(last.terminationStatus == 0)

        let confirmed = seen.filter { $0.hasPrefix("confirmed") }
        #expect(Set(confirmed).count == confirmed.count, "a confirmed alert is never sent again")
        let alerts = seen.filter { $0.hasPrefix("alert") }
        #expect(Set(alerts).count >= 50 - 3, "what was on its way waits until its lease is over")
        #expect(Set(alerts).count == alerts.count)
    }
}
