internal import Hummingbird

/// `GET /dashboard`: two child tasks at once; the slower one decides.
struct DashboardController: Sendable {
    private let statistics = Statistics()

    func addRoutes(to group: RouterGroup<ShopRequestContext>) {
        group.get(use: show)
    }

    func show(_ request: Request, context: ShopRequestContext) async throws -> Dashboard {
        async let visitors = statistics.visitors()
        async let bestsellers = statistics.bestsellers()
        return try await Dashboard(bestsellers: bestsellers, visitors: visitors)
    }
}

struct Dashboard: ResponseCodable {
    var bestsellers: [String]
    var visitors: Int
}
