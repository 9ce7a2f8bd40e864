internal import Testing

/// An endpoint and the truth about its time, which the report has to find out.
struct Expectation: Sendable, CustomTestStringConvertible {
    var method = "GET"
    var path: String
    /// The route's template in the report.
    var route: String
    var status = 200
    /// The function of the shop that takes the time.
    var function: String
    /// What it does, in the words of the report.
    var state: State
    /// The time it takes; the rest of the request is short or elsewhere.
    var duration: Duration
    /// Why it waits, if that is known.
    var reason: String?

    enum State: String {
        case running = "on CPU"
        case blocked
        case suspended = "awaiting"
    }

    var testDescription: String { "\(method) \(path)" }
}

extension Expectation {
    static let slow = [
        Expectation(
            path: "/orders/7",
            route: "/orders/{id}",
            function: "OrderRepository.load(id:)",
            state: .suspended,
            duration: .milliseconds(640),
            reason: "sleep"
        ),
        Expectation(
            path: "/reports/2025",
            route: "/reports/{year}",
            function: "SalesReport.score(year:for:)",
            state: .running,
            duration: .milliseconds(800)
        ),
        Expectation(
            path: "/legacy/prices",
            route: "/legacy/prices",
            function: "PriceList.fetch()",
            state: .blocked,
            duration: .milliseconds(800)
        ),
        Expectation(
            path: "/legacy/export",
            route: "/legacy/export",
            function: "ExportPipe.readAll()",
            state: .blocked,
            duration: .milliseconds(800),
            reason: "read"
        ),
        Expectation(
            path: "/dashboard",
            route: "/dashboard",
            function: "Statistics.bestsellers()",
            state: .suspended,
            duration: .milliseconds(900),
            reason: "sleep"
        ),
        Expectation(
            path: "/accounts/3",
            route: "/accounts/{id}",
            function: "AccountController.show(_:context:)",
            state: .suspended,
            duration: .milliseconds(800),
            reason: "actor Ledger"
        ),
        Expectation(
            path: "/export.csv",
            route: "/export.csv",
            function: "CatalogExport.page(_:)",
            state: .suspended,
            duration: .milliseconds(800),
            reason: "sleep"
        ),
        Expectation(
            method: "POST",
            path: "/payments",
            route: "/payments",
            status: 500,
            function: "PaymentGateway.charge()",
            state: .suspended,
            duration: .milliseconds(600),
            reason: "sleep"
        ),
    ]
}
