internal import Hummingbird

/// `POST /payments`: slow, and then it fails.
struct PaymentController: Sendable {
    private let gateway = PaymentGateway()

    func addRoutes(to group: RouterGroup<ShopRequestContext>) {
        group.post(use: pay)
    }

    func pay(_ request: Request, context: ShopRequestContext) async throws -> HTTPResponse.Status {
        try await gateway.charge()
        return .created
    }
}
