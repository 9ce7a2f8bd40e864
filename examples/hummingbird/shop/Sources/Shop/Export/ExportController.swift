internal import Hummingbird

/// `GET /export.csv`: answers at once, then is slow while it writes the body.
struct ExportController: Sendable {
    func addRoutes(to group: RouterGroup<ShopRequestContext>) {
        group.get(use: export)
    }

    func export(_ request: Request, context: ShopRequestContext) async throws -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/csv"],
            body: ResponseBody { writer in
                try await CatalogExport().write(to: &writer)
                try await writer.finish(nil)
            }
        )
    }
}
