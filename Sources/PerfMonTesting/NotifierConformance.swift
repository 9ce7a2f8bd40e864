internal import PerfMonAlerts
internal import Synchronization

/// Checks that a notifier keeps the promises of ``PerfMonAlerts/Notifier``, the built-in ones and an application's own.
///
/// ```swift
/// struct SMSSubject: NotifierSubject {
///     let secrets = ["t0ken-of-the-test"]
///     func notifier(for behavior: ReceiverBehavior) throws -> (any Notifier)? {
///         let server = try FakeGateway(behavior)
///         let values: [String: NotifierSettings.Value] = ["number": "+491234", "token": .secret(Secret(secrets[0])), "url": "\(server.url)"]
///         return try SMSNotifier(configuration: NotifierSettings(name: "on-call", type: "sms", values: values))
///     }
/// }
///
/// @Test func conforms() async throws {
///     let violations = try await NotifierConformance.violations(of: SMSSubject())
///     #expect(violations.isEmpty, "\(violations)")
/// }
/// ```
public enum NotifierConformance {
    /// How long a notifier may go on after it was told to stop.
    public static let patience: Duration = .seconds(2)

    /// Sends through the subject's notifiers, and returns what is wrong, in sentences; empty when all is well.
    public static func violations(of subject: some NotifierSubject) async throws -> [String] {
        var violations: [String] = []
        for behavior in ReceiverBehavior.allCases {
            guard let notifier = try await subject.notifier(for: behavior) else { continue }
            for (name, notification) in behavior == .accepts ? SampleNotification.all : [("an ordinary notification", .sample)] {
                let outcome = await send(notification, through: notifier, cancelled: behavior == .isSilent)
                violations += (complaints(about: outcome, behavior) + shown(subject.secrets, by: outcome)).map {
                    "\(name), and the receiver \(behavior.rawValue): \($0)"
                }
            }
        }
        return violations
    }

    private enum Outcome {
        case sent(DeliveryReceipt)
        case failed(any Error)
        case stuck
    }

    private static func shown(_ secrets: [String], by outcome: Outcome) -> [String] {
        let texts =
            switch outcome {
            case .sent(let receipt): receipt.reservations
            case .failed(let error): ["\(error)", String(reflecting: error)]
            case .stuck: [String]()
            }
        return secrets.filter { secret in texts.contains { $0.contains(secret) } }.map { _ in "its error shows a secret" }
    }

    private static func send(_ notification: AlertNotification, through notifier: any Notifier, cancelled: Bool) async -> Outcome {
        let limit = cancelled ? patience : .seconds(30)
        // Not a task group: it would wait for a notifier that never returns.
        return await withCheckedContinuation { continuation in
            let first = Mutex<CheckedContinuation<Outcome, Never>?>(continuation)
            let answer = Answer { outcome in
                first.withLock { waiting in
                    defer { waiting = nil }
                    return waiting
                }?.resume(returning: outcome)
            }
            let task = Task {
                do {
                    answer.give(.sent(try await notifier.deliver(notification)))
                } catch {
                    answer.give(.failed(error))
                }
            }
            if cancelled { task.cancel() }
            Task {
                try? await Task.sleep(for: limit)
                task.cancel()
                answer.give(.stuck)
            }
        }
    }

    private struct Answer: Sendable {
        let give: @Sendable (Outcome) -> Void
    }

    private static func complaints(about outcome: Outcome, _ behavior: ReceiverBehavior) -> [String] {
        switch (behavior, outcome) {
        case (_, .stuck): ["it does not return, not even when its task is cancelled"]
        case (.accepts, .sent), (.isSilent, .failed): []
        case (.accepts, .failed(let error)): ["it fails: \(error)"]
        case (_, .sent): ["it says that it was sent"]
        case (_, .failed(let error as NotifierError)):
            behavior.codes.contains(error.code) ? retryComplaint(error, behavior) : ["its code is \(error.code)"]
        case (_, .failed(let error)): ["its error is not a NotifierError but \(type(of: error))"]
        }
    }

    private static func retryComplaint(_ error: NotifierError, _ behavior: ReceiverBehavior) -> [String] {
        guard behavior == .limitsRate, error.retryAfter != .seconds(7) else { return [] }
        return ["it does not say that the receiver asked for 7 seconds"]
    }
}

/// What a receiver does with what it is sent.
public enum ReceiverBehavior: String, Sendable, CaseIterable {
    /// It takes the message.
    case accepts
    /// It refuses the message for good, such as with status 400.
    case rejects
    /// It has a problem that passes, such as status 503.
    case failsForNow = "fails for now"
    /// It wants fewer messages, and asks for 7 seconds of peace.
    case limitsRate = "limits the rate"
    /// It takes the connection and says nothing.
    case isSilent = "is silent"
    /// Nobody listens.
    case isAbsent = "is absent"

    fileprivate var codes: [NotifierError.Code] {
        switch self {
        case .accepts, .isSilent: []
        case .rejects: [.rejected]
        case .failsForNow: [.temporary]
        case .limitsRate: [.rateLimited]
        case .isAbsent: [.unreachable, .timeout]
        }
    }
}
