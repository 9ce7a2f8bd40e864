import Foundation
import PerfMonStore
import Synchronization
import Testing

@Suite("An alert store that processes share", .serialized)
struct SharedAlertStoreTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// Starts a process that reports slow requests with 50 fingerprints.
    private func client(rounds: Int, ahead seconds: Int = 0) throws -> (Process, Pipe) {
        let process = Process()
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        process.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent().appending(path: "PerfMonStoreClient")
        process.arguments = [directory.path, "50", "\(rounds)", "\(seconds)"]
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
        let clients = try (0..<8).map { _ in try client(rounds: 3) }
        let lines = try clients.flatMap { try self.lines($0.1) }
        for client in clients { client.0.waitUntilExit() }
        #expect(clients.allSatisfy { $0.0.terminationStatus == 0 }, "\(lines.filter { $0.hasPrefix("error") })")
        let alerts = lines.filter { $0.hasPrefix("alert") }
        #expect(alerts.count == 50)
        #expect(Set(alerts).count == 50)
    }

    /// Reads what processes say, and kills all of them when there are so many lines.
    private func kill(_ clients: [(Process, Pipe)], afterLines limit: Int) async -> [String] {
        await withTaskGroup(of: [String].self) { group in
            let countdown = Countdown(from: limit)
            let identifiers = clients.map(\.0.processIdentifier)
            for stream in clients.map({ Self.lines(of: $0.1.fileHandleForReading) }) {
                group.addTask {
                    var lines: [String] = []
                    for await line in stream {
                        lines.append(line)
                        if countdown.isOver() { for identifier in identifiers { _ = Foundation.kill(identifier, SIGKILL) } }
                    }
                    return lines
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }

    private final class Countdown: Sendable {
        private let rest: Mutex<Int>

        init(from number: Int) {
            rest = Mutex(number)
        }

        func isOver() -> Bool {
            rest.withLock { rest in
                rest -= 1
                return rest == 0
            }
        }
    }

    /// Lines as they come, read on a thread that may wait.
    private static func lines(of handle: FileHandle) -> AsyncStream<String> {
        AsyncStream { continuation in
            Thread {
                var rest = ""
                while case let data = handle.availableData, !data.isEmpty {
                    rest += String(decoding: data, as: UTF8.self)
                    while let end = rest.firstIndex(of: "\n") {
                        continuation.yield(String(rest[..<end]))
                        rest.removeSubrange(...end)
                    }
                }
                continuation.finish()
            }
            .start()
        }
    }

    private func numbers(_ word: String, in lines: [String]) -> [Int] {
        lines.filter { $0.hasPrefix(word + " ") }.compactMap { Int($0.dropFirst(word.count + 1)) }
    }

    @Test("forgets nothing that was confirmed, whenever its processes are killed", arguments: 0..<20)
    func killed(_: Int) async throws {
        let clients = try (0..<3).map { _ in try client(rounds: 100_000) }
        // Each says `ready`, and all together 50 alerts and 50 confirmations.
        let seen = await kill(clients, afterLines: .random(in: 1...103))
        for client in clients { client.0.waitUntilExit() }
        #expect(clients.allSatisfy { $0.0.terminationReason == .uncaughtSignal })
        #expect(!seen.contains { $0.hasPrefix("error") || $0.hasPrefix("damaged") })

        // When the leases of what was on its way are over.
        let (last, output) = try client(rounds: 1, ahead: 3600)
        let rest = try lines(output).map(String.init)
        last.waitUntilExit()
        #expect(last.terminationStatus == 0)

        let confirmed = Set(numbers("confirmed", in: seen)), alerted = numbers("alert", in: seen), again = numbers("alert", in: rest)
        #expect(Set(alerted).count == alerted.count)
        #expect(confirmed.isDisjoint(with: again), "a confirmed alert is never sent again")
        #expect(Set(alerted).intersection(again).count <= clients.count, "each process has one on its way at most")
        #expect(Set(alerted).union(again) == Set(0..<50), "nothing is lost")
    }
}
