/// The warehouse's own service. The sleep stands for a call over the network.
struct Warehouse: Sendable {
    func stock(of item: String) async throws -> Int {
        try await Task.sleep(for: .milliseconds(160))
        return item.utf8.count
    }
}
