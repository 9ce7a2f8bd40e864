internal import Foundation
internal import Testing

/// Files beside the tests that hold what a renderer must produce, byte by byte.
enum Snapshot {
    /// Compares `text` with the golden file `name`. With `PERFMON_RECORD_GOLDENS` in the environment the file is
    /// written instead, and the test fails, so that no one forgets to read what was recorded.
    static func check(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Goldens").appending(path: name)
        if ProcessInfo.processInfo.environment["PERFMON_RECORD_GOLDENS"] != nil {
            try Data(text.utf8).write(to: file)
            Issue.record("recorded \(name): read it, then run without PERFMON_RECORD_GOLDENS", sourceLocation: sourceLocation)
            return
        }
        let golden = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        guard golden != text else { return }
        let pairs = zip(
            golden.split(separator: "\n", omittingEmptySubsequences: false), text.split(separator: "\n", omittingEmptySubsequences: false))
        let difference = pairs.enumerated().first { $0.element.0 != $0.element.1 }
        let place = difference.map { "line \($0.offset + 1):\n- \($0.element.0)\n+ \($0.element.1)" } ?? "the number of lines"
        Issue.record("\(name) differs from what was rendered in \(place)", sourceLocation: sourceLocation)
    }
}
