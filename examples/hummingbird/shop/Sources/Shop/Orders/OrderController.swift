internal import Hummingbird

/// `GET /orders/{id}`: slow because of a query, three async functions below the route.
struct OrderController: Sendable {
    private let orders = OrderService()

    func addRoutes(to group: RouterGroup<ShopRequestContext>) {
        group.get(":id", use: show)
    }

    func show(_ request: Request, context: ShopRequestContext) async throws -> Order {
        try await orders.order(id: context.parameters.require("id", as: Int.self))
    }
}
