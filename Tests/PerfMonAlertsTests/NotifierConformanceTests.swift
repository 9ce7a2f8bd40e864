import PerfMonAlerts
import PerfMonConfiguration
import PerfMonTesting
import Testing

/// A notifier that does what it is told.
private struct PuppetNotifier: Notifier {
    enum Answer { case success, failure(any Error), untilCancelled }

    var answer: Answer

    init(_ answer: Answer) { self.answer = answer }
    init(configuration: NotifierSettings) { answer = .success }

    func send(_ notification: AlertNotification) async throws {
        switch answer {
        case .success: break
        case .failure(let error): throw error
        case .untilCancelled: try await Task.sleep(for: .seconds(3600))
        }
    }
}

extension PuppetNotifier.Answer: Sendable {}

private struct Puppets: NotifierSubject {
    var answers: [ReceiverBehavior: PuppetNotifier.Answer] = [
        .accepts: .success,
        .rejects: .failure(NotifierError(.rejected, "status 400")),
        .failsForNow: .failure(NotifierError(.temporary, "status 503")),
        .limitsRate: .failure(NotifierError(.rateLimited, "status 429", retryAfter: .seconds(7))),
        .isSilent: .untilCancelled,
        .isAbsent: .failure(NotifierError(.unreachable, "connection refused")),
    ]
    let secrets = ["s3cret"]

    func notifier(for behavior: ReceiverBehavior) -> (any Notifier)? { answers[behavior].map(PuppetNotifier.init) }
}

@Suite("The conformance suite for notifiers")
struct NotifierConformanceTests {
    @Test("has nothing to say about a good one")
    func good() async throws {
        #expect(try await NotifierConformance.violations(of: Puppets()) == [])
    }

    private struct Plain: Error {}

    @Test(
        "finds what is wrong",
        arguments: [
            (ReceiverBehavior.accepts, PuppetNotifier.Answer.failure(NotifierError(.temporary, "no")), "it fails"),
            (.rejects, .success, "it says that it was sent"),
            (.rejects, .failure(NotifierError(.temporary, "no")), "its code is temporary"),
            (.failsForNow, .failure(Plain()), "not a NotifierError"),
            (.failsForNow, .failure(NotifierError(.temporary, "token s3cret")), "shows a secret"),
            (.limitsRate, .failure(NotifierError(.rateLimited, "no")), "7 seconds"),
        ])
    fileprivate func bad(behavior: ReceiverBehavior, answer: PuppetNotifier.Answer, complaint: String) async throws {
        let violations = try await NotifierConformance.violations(of: Puppets(answers: [behavior: answer]))
        #expect(!violations.isEmpty)
        #expect(violations.allSatisfy { $0.contains(complaint) }, "\(violations)")
    }
}
