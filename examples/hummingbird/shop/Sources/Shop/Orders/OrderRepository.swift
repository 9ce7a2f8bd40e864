/// The orders in the database. The sleep stands for a query without an index.
struct OrderRepository: Sendable {
    func load(id: Int) async throws -> Order {
        try await Task.sleep(for: .milliseconds(640))
        return Order(id: id, item: "teapot", inStock: 0)
    }
}
