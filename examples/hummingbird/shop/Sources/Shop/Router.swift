public import Hummingbird
internal import PerfMonHummingbird

/// The shop's router, watched by perfmon.
public func buildRouter() throws -> Router<ShopRequestContext> {
    let router = Router(context: ShopRequestContext.self)

    // All that perfmon needs, besides perfmon.yaml.
    router.add(middleware: try PerfMonMiddleware())

    addRoutes(to: router)
    return router
}

/// The shop's HTTP API. Most of its endpoints are slow, each for a reason of its own.
public func addRoutes(to router: Router<ShopRequestContext>) {
    router.get("ping") { _, _ in "pong" }
    OrderController().addRoutes(to: router.group("orders"))
    SalesReportController().addRoutes(to: router.group("reports"))
    LegacyController().addRoutes(to: router.group("legacy"))
    DashboardController().addRoutes(to: router.group("dashboard"))
    AccountController().addRoutes(to: router.group("accounts"))
    ExportController().addRoutes(to: router.group("export.csv"))
    PaymentController().addRoutes(to: router.group("payments"))
    MaintenanceController().addRoutes(to: router.group("internal"))
}
