internal import Foundation

/// Where one application leaves its reports; removed at the end.
final class ReportsDirectory: Sendable {
    let path = FileManager.default.temporaryDirectory.appending(path: "shop-reports-\(UUID().uuidString)").path

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The names of all reports, both formats.
    func names() throws -> [String] {
        // Beside them are a socket, for perfmon live, and what is remembered of alerts.
        try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".md") || $0.hasSuffix(".html") }.sorted()
    }

    /// The first report in Markdown; waits until it is there.
    func first() async throws -> Report {
        let deadline = ContinuousClock.now + .seconds(15)
        while ContinuousClock.now < deadline {
            let names = try names()
            if let name = names.first(where: { $0.hasSuffix(".md") }), names.contains(where: { $0.hasSuffix(".html") }) {
                return try Report(markdown: String(contentsOfFile: "\(path)/\(name)", encoding: .utf8))
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw ReportMissing()
    }
}

/// The request left no report in time.
struct ReportMissing: Error {}
