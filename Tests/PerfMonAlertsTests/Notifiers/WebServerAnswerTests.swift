internal import Foundation
@testable internal import PerfMonAlerts
internal import Testing

/// What a notifier makes of every way in which a server can answer.
@Suite(.serialized) struct WebServerAnswerTests {
    private func failure(_ answer: String, timeout: String = "20s") async throws -> NotifierError? {
        let server = try WebServer([answer])
        let notifier = try notifier("webhook", ["url": server.url + "/hook", "timeout": timeout])
        return await notifierError { try await notifier.send(.example()) }
    }

    @Test(arguments: [
        ("400 |bad", NotifierError.Code.rejected, "answered 400 (bad)"),
        ("401", .denied, "check the token"), ("403", .denied, "check the token"),
        ("404 |no_service", .denied, "answered 404 (no_service); check whether"), ("410", .gone, "check whether"),
        ("413", .tooLarge, "max_attachment"),
        ("301 Location: http://127.0.0.1:1/", .denied, "redirects are not followed"), ("307", .denied, "redirects"),
        ("408", .temporary, "answered 408"), ("500 |<html>oops", .temporary, "answered 500"), ("503", .temporary, "answered 503"),
        ("429", .rateLimited, "answered 429"),
        ("half", .unreachable, "broke off"), ("nothing", .unreachable, "broke off"),
    ])
    func failures(_ answer: String, _ code: NotifierError.Code, _ text: String) async throws {
        let error = try #require(try await failure(answer))
        #expect(error.code == code)
        #expect(error.message.contains(text))
        #expect(error.message.contains("127.0.0.1"))
        #expect(!error.message.contains("/hook"))
    }

    @Test(arguments: ["200", "201 |{}", "204", "endless"]) func successes(_ answer: String) async throws {
        #expect(try await failure(answer) == nil)
    }

    @Test(arguments: ["silence", "slow"]) func neverWaitsLongerThanItsTime(_ answer: String) async throws {
        let error = try #require(try await failure(answer, timeout: "300ms"))
        #expect(error.code == .timeout)
        #expect(error.message.contains("did not answer in time"))
    }

    @Test(arguments: [
        ("429 Retry-After: 7", Duration.seconds(7)), ("503 Retry-After: 2.5", .seconds(2.5)),
        (#"429 |{"message": "slow down", "retry_after": 0.25, "global": false}"#, .seconds(0.25)),
        ("429 X-RateLimit-Reset-After: 1.5", .seconds(1.5)), ("429 Retry-After: Thu, 01 Jan 1970 00:00:00 GMT", .zero),
        ("429 Retry-After: Fri, 31 Dec 9999 23:59:59 GMT", .seconds(3600)), ("429 Retry-After: 1e300", .seconds(3600)),
        ("429 Retry-After: soon", nil), ("429 Retry-After: -1", nil), (#"429 |{"retry_after": 1e300}"#, .seconds(3600)),
    ])
    func heedsWhatTheServerWants(_ answer: String, _ expected: Duration?) async throws {
        let error = try #require(try await failure(answer))
        #expect(error.retryAfter == expected)
    }

    @Test func nobodyListens() async throws {
        let port = try { try WebServer().url }()
        let notifier = try notifier("webhook", ["url": port + "/hook"])
        let error = await notifierError { try await notifier.send(.example()) }
        #expect(error?.code == .unreachable)
        #expect(error?.message.contains("accepts no connection") == true)
    }

    @Test func cancellationDoesNotWaitForTheServer() async throws {
        let server = try WebServer(["silence"])
        let notifier = try notifier("webhook", ["url": server.url])
        let sending = Task { try await notifier.send(.example()) }
        server.waitForRequest()
        sending.cancel()
        await #expect(throws: CancellationError.self) { try await sending.value }
    }

    @Test(.enabled(if: Certificates.shared != nil, "needs openssl"))
    func certificatesAreVerified() async throws {
        let certificates = try #require(Certificates.shared)
        let server = try WebServer(certificates: certificates)
        let stranger = try notifier("webhook", ["url": server.url])
        let error = await notifierError { try await stranger.send(.example()) }
        // Another try would find the same certificate.
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("certificate") == true)
        #expect(try server.requests().isEmpty)
        let known = try notifier("webhook", ["url": server.url, "ca_file": certificates.authority.path])
        try await known.send(.example())
        #expect(try server.requests().count == 1)
        let missing = try notifier("webhook", ["url": server.url, "ca_file": "/nonexistent/ca.pem"])
        #expect(await notifierError { try await missing.send(.example()) }?.code == .invalidConfiguration)
    }

    /// A proxy is asked for the whole URL.
    @Test func aProxyIsUsed() async throws {
        let proxy = try WebServer()
        let notifier = try notifier("webhook", ["url": "http://hooks.example.com/slow", "proxy": proxy.url])
        try await notifier.send(.example())
        #expect(try proxy.requests().map(\.path) == ["http://hooks.example.com/slow"])
    }
}
