struct OrderService: Sendable {
    private let repository = OrderRepository()
    private let warehouse = Warehouse()

    func order(id: Int) async throws -> Order {
        var order = try await repository.load(id: id)
        order.inStock = try await warehouse.stock(of: order.item)
        return order
    }
}
