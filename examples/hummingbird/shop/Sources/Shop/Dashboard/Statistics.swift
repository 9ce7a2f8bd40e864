/// Figures of the day. The sleeps stand for queries.
struct Statistics: Sendable {
    func visitors() async throws -> Int {
        try await Task.sleep(for: .milliseconds(300))
        return 1234
    }

    func bestsellers() async throws -> [String] {
        try await Task.sleep(for: .milliseconds(900))
        return ["teapot", "cup"]
    }
}
