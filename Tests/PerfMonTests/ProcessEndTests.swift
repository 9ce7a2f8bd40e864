import CPerfMonFaults
import Foundation
import PerfMon
import PerfMonConfiguration
import Testing

@Suite("The end of a process")
struct ProcessEndTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// Nobody listens at the notifier's address, so a notification can only be kept.
    private static func exitAfterSlowRequests(in directory: String) throws -> Never {
        let yaml = """
            version: 1
            service: { name: shop }
            thresholds: { default: 1ns }
            profiling: { enabled: false }
            reports: { path: \(directory) }
            delivery: { shutdown_grace: 0s, retry: { attempts: 10, initial_delay: 1m, max_delay: 1m } }
            notifiers: { hook: { type: webhook, url: "http://127.0.0.1:9/x" } }
            pipelines: { default: [{ deliver: { to: [hook] } }] }
            """
        let monitor = try Monitor(plan: .load(yaml: yaml))
        for path in ["/a", "/b", "/c"] { monitor.begin(method: "GET", path: path)?.finish() }
        withExtendedLifetime(monitor) { exit(0) }
    }

    private func files(ending suffix: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: directory.path).filter { $0.hasSuffix(suffix) }
    }

    @Test func whatWaitsIsWrittenAndKept() async throws {
        let path = directory.path
        await #expect(processExitsWith: .success) { [path = path as String] in try Self.exitAfterSlowRequests(in: path) }
        #expect(try files(ending: ".html").count == 3)
        let kept = try FileManager.default.subpathsOfDirectory(atPath: path).filter { $0.contains("spool") }
            .map { String(decoding: FileManager.default.contents(atPath: "\(path)/\($0)") ?? Data(), as: UTF8.self) }
            .joined()
        for path in ["a", "b", "c"] { #expect(kept.contains("\"path\":\"\\/\(path)\""), "\(kept)") }
    }

    /// The monitor's threads do not live on in the child, so its end waits for nothing.
    @Test func aForkedChildLeavesTheMonitorToItsParent() async throws {
        let path = directory.path
        await #expect(processExitsWith: .success) { [path = path as String] in
            let monitor = try Monitor(plan: .load(yaml: "version: 1\nservice: { name: shop }\nreports: { path: \(path) }\n"))
            let status = faults_fork { exit(0) }
            withExtendedLifetime(monitor) { exit(status) }
        }
    }
}
