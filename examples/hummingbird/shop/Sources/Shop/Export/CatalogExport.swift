internal import Hummingbird

/// The whole catalog as CSV, page by page. The sleep stands for one query per page.
struct CatalogExport: Sendable {
    func write(to writer: inout any ResponseBodyWriter) async throws {
        for number in 1...10 {
            try await writer.write(ByteBuffer(string: page(number)))
        }
    }

    private func page(_ number: Int) async throws -> String {
        try await Task.sleep(for: .milliseconds(80))
        return "\(number);teapot;2990\n"
    }
}
