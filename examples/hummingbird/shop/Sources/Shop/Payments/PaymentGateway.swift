/// The bank's service, which answers late and then not at all. The sleep stands for the call.
struct PaymentGateway: Sendable {
    struct Unavailable: Error {
        var reason: String
    }

    func charge() async throws {
        try await Task.sleep(for: .milliseconds(600))
        throw Unavailable(reason: "the bank does not answer")
    }
}
