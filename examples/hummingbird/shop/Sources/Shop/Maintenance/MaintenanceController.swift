internal import Hummingbird

/// `GET /internal/slow`: slow on purpose, and excluded in `perfmon.yaml`.
struct MaintenanceController: Sendable {
    func addRoutes(to group: RouterGroup<ShopRequestContext>) {
        group.get("slow", use: slow)
    }

    func slow(_ request: Request, context: ShopRequestContext) async throws -> String {
        try await Task.sleep(for: .milliseconds(400))
        return "done"
    }
}
