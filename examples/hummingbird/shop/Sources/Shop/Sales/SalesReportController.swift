internal import Hummingbird

/// `GET /reports/{year}`: slow because it computes.
struct SalesReportController: Sendable {
    func addRoutes(to group: RouterGroup<ShopRequestContext>) {
        group.get(":year", use: show)
    }

    func show(_ request: Request, context: ShopRequestContext) async throws -> SalesReport {
        await SalesReport.build(year: try context.parameters.require("year", as: Int.self))
    }
}
