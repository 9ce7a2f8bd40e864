internal import Foundation

/// The elements and attribute names of a page as an HTML parser that is not ours sees them.
enum HTMLSkeleton {
    /// Python, when this machine has it.
    static let python: URL? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").lazy
        .map { URL(filePath: String($0)).appending(path: "python3") }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }

    private static let program = """
        import sys
        from html.parser import HTMLParser
        class Skeleton(HTMLParser):
            def handle_starttag(self, tag, attributes):
                print('<' + tag, *[name for name, value in attributes])
            def handle_endtag(self, tag):
                print('>' + tag)
            def handle_comment(self, data):
                print('comment')
        parser = Skeleton()
        parser.feed(sys.stdin.buffer.read().decode('utf-8', 'strict'))
        parser.close()
        """

    static func parse(_ page: [UInt8], with python: URL) throws -> [Substring] {
        let process = Process()
        process.executableURL = python
        process.arguments = ["-c", program]
        let input = FileManager.default.temporaryDirectory.appending(path: "perfmon-\(UUID().uuidString).html")
        defer { try? FileManager.default.removeItem(at: input) }
        try Data(page).write(to: input)
        let output = Pipe()
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.fileReadCorruptFile) }
        return String(decoding: data, as: UTF8.self).split(separator: "\n")
    }
}
