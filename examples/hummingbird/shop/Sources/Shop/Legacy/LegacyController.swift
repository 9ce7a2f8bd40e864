internal import Hummingbird

/// `GET /legacy/prices` and `GET /legacy/export`: slow because blocking calls hold a thread of the cooperative pool.
struct LegacyController: Sendable {
    func addRoutes(to group: RouterGroup<ShopRequestContext>) {
        group.get("prices", use: prices)
        group.get("export", use: export)
    }

    func prices(_ request: Request, context: ShopRequestContext) async throws -> [String: Int] {
        await PriceList().fetch()
    }

    func export(_ request: Request, context: ShopRequestContext) async throws -> String {
        try await ExportPipe().receive()
    }
}
