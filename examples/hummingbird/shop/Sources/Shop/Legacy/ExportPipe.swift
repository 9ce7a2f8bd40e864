internal import Foundation

/// The export of another program, which hands it over through a named pipe.
struct ExportPipe: Sendable {
    private let url = FileManager.default.temporaryDirectory.appending(path: "shop-export-\(UUID().uuidString)")

    func receive() async throws -> String {
        guard mkfifo(url.path, 0o600) == 0 else { throw ExportPipeError(errno: errno) }
        defer { try? FileManager.default.removeItem(at: url) }
        Thread.detachNewThread(answer)
        return String(decoding: try readAll(), as: UTF8.self)
    }

    private func readAll() throws -> Data {
        try FileHandle(forReadingFrom: url).readToEnd() ?? Data()
    }

    /// The other program: it takes its time before it answers.
    @Sendable private func answer() {
        guard let pipe = try? FileHandle(forWritingTo: url) else { return }
        Thread.sleep(forTimeInterval: 0.8)
        try? pipe.write(contentsOf: Data("teapot;2990\ncup;790\n".utf8))
    }
}

/// The named pipe cannot be made.
struct ExportPipeError: Error {
    var errno: Int32
}
