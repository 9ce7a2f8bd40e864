internal import Hummingbird

/// `GET /accounts/{id}`: slow because an actor is busy with something else.
struct AccountController: Sendable {
    private let ledger = Ledger()

    func addRoutes(to group: RouterGroup<ShopRequestContext>) {
        group.get(":id", use: show)
    }

    func show(_ request: Request, context: ShopRequestContext) async throws -> Account {
        let id = try context.parameters.require("id", as: Int.self)
        await ledger.startReconciliation()
        return await Account(id: id, balance: ledger.balance(of: id))
    }
}

struct Account: ResponseCodable {
    var id: Int
    var balance: Int
}
