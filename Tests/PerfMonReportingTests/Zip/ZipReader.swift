internal import Foundation
internal import Testing

/// Python's and Info-ZIP's readers.
enum ZipReader {
    struct Entry: Decodable {
        var name: String, modified: String, mode: Int, content: Data
        var bytes: [UInt8] { Array(content) }
    }

    private static let program = """
        import base64, json, sys, zipfile
        with zipfile.ZipFile(sys.argv[1]) as archive:
            assert archive.testzip() is None
            print(json.dumps([{
                'name': entry.filename,
                'modified': '%04d-%02d-%02d %02d:%02d:%02d' % entry.date_time,
                'mode': entry.external_attr >> 16,
                'content': base64.b64encode(archive.read(entry)).decode(),
            } for entry in archive.infolist()]))
        """

    static func entries(of archive: [UInt8]) throws -> [Entry] {
        try withFile(archive) { path in
            if let unzip = program(named: "unzip") { _ = try output(of: unzip, ["-tq", path]) }
            let python = try #require(HTMLSkeleton.python, "reading an archive needs python3")
            return try JSONDecoder().decode([Entry].self, from: output(of: python, ["-c", program, path]))
        }
    }

    static func gunzip(_ bytes: [UInt8]) throws -> [UInt8] {
        try withFile(bytes) { path in
            try Array(output(of: #require(program(named: "gzip")), ["-dc", path]))
        }
    }

    private static func program(named name: String) -> URL? {
        ["/usr/bin", "/bin", "/usr/local/bin"].map { URL(filePath: "\($0)/\(name)") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    private static func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
        let file = FileManager.default.temporaryDirectory.appending(path: "perfmon-\(UUID().uuidString).gz")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(bytes).write(to: file)
        return try body(file.path)
    }

    private static func output(of program: URL, _ arguments: [String]) throws -> Data {
        let process = Process(), output = Pipe()
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(program.lastPathComponent) \(String(decoding: data.prefix(500), as: UTF8.self))")
        return data
    }
}
