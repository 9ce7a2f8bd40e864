import Foundation
import PerfMonAlerts
import PerfMonConfiguration
import PerfMonModel
@testable import PerfMonStore
import PerfMonTesting
import Synchronization
import Testing

/// A notifier that never answers, and pays no attention when it is told to stop.
private final class SilentNotifier: Notifier {
    init() {}
    init(configuration: NotifierSettings) {}
    func send(_ notification: AlertNotification) async throws {
        await withCheckedContinuation { continuation in Self.held.withLock { $0.append(continuation) } }
    }

    private static let held = Mutex<[CheckedContinuation<Void, Never>]>([])
}

/// A notifier whose settings cannot work.
private struct BrokenNotifier: Notifier {
    init(configuration: NotifierSettings) throws { throw NotifierError(.invalidConfiguration, "no") }
    func send(_ notification: AlertNotification) async throws {}
}

/// A notifier that has sent, but not everything.
private struct IncompleteNotifier: Notifier {
    init(configuration: NotifierSettings) {}
    func send(_ notification: AlertNotification) async throws {}
    func deliver(_ notification: AlertNotification) async throws -> DeliveryReceipt { DeliveryReceipt(reservations: ["no file"]) }
}

@Suite("Alerts")
struct AlertServiceTests {
    private let directory: TemporaryDirectory
    private let clock = ManualAlertClock()
    private let events: AsyncStream<DeliveryEvent>
    private let onEvent: @Sendable (DeliveryEvent) -> Void
    /// Unique, because tests run at the same time.
    private let chat = "chat-\(UUID().uuidString.prefix(8).lowercased())"

    init() throws {
        directory = try TemporaryDirectory()
        let (stream, continuation) = AsyncStream.makeStream(of: DeliveryEvent.self)
        events = stream
        onEvent = { continuation.yield($0) }
    }

    private func plan(_ more: String = "", delivery: String = "{}") throws -> MonitoringPlan {
        try Samples.plan(
            """
            alerts: { window: 100s }
            delivery: \(delivery)
            notifiers: { \(chat): { type: slack, webhook_url: "https://example.com/x" } }
            pipelines: { default: [{ deliver: { to: [\(chat)], retry: { attempts: 1 } } }] }
            \(more)
            """)
    }

    private func service(_ plan: MonitoringPlan, _ type: any Notifier.Type = InMemoryNotifier.self) throws -> AlertService {
        try AlertService(plan: plan, directory: directory.path, types: ["slack": type], clock: clock, onEvent: onEvent)
    }

    /// On a thread that may wait, as the report's is.
    private func handle(_ service: AlertService, _ plan: MonitoringPlan, _ request: RequestRecord = Samples.request()) async throws
        -> AlertOutcome
    {
        let policy = try #require(plan.policy(method: request.method, path: request.path, host: nil))
        return await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: service.handle(Samples.incident(request), host: nil, policy: policy, reports: [])) }
                .start()
        }
    }

    private func end() async -> DeliveryEnd? {
        for await event in events { if case .ended(_, let end) = event { return end } }
        return nil
    }

    private func problem() async -> String? {
        for await event in events { if case .problem(let text) = event { return text } }
        return nil
    }

    /// The store as another process sees it.
    private var otherStore: SQLiteAlertStore { SQLiteAlertStore(file: AlertFile(directory: directory.path) { _ in }, limit: 100) }

    /// As another process does when it finds that who had the claim has died.
    private func takeOver(_ fingerprint: Fingerprint) throws {
        let store = otherStore
        #expect(try store.reset(fingerprint.id))
        _ = try store.admit(AlertSighting(fingerprint: fingerprint, duration: .seconds(2), window: .seconds(100)), at: clock.now)
    }

    private func stop(_ service: AlertService) async {
        service.close()
        service.drain(within: .seconds(5))
        await service.waitUntilStopped()
    }

    @Test("reach people once per window, with the number of those that did not")
    func oncePerWindow() async throws {
        let plan = try plan()
        let service = try service(plan)
        for _ in 0..<5 { _ = try await handle(service, plan) }
        #expect(await end() == .delivered)
        clock.advance(by: .seconds(100))
        _ = try await handle(service, plan)
        #expect(await end() == .delivered)
        let sent = try #require(InMemoryNotifier.named(chat)).notifications
        #expect(sent.map(\.history.suppressed) == [0, 4])
        #expect(sent.map(\.history.count) == [1, 6])
        await stop(service)
    }

    @Test("that did not arrive as a whole are delivered, and what is missing is told")
    func incomplete() async throws {
        let plan = try plan()
        let service = try service(plan, IncompleteNotifier.self)
        _ = try await handle(service, plan)
        var told: [String] = []
        for await event in events {
            if case .reservation(let attempt, let text) = event { told.append("\(attempt.notifier): \(text)") }
            if case .sent = event { told.append("sent") }
            guard case .ended(_, let end) = event else { continue }
            #expect(end == .delivered)
            break
        }
        #expect(told == ["\(chat): no file", "sent"])
        await stop(service)
    }

    @Test("of a test have an identity of eight digits")
    func identityOfTests() {
        for _ in 0..<200 {
            let incident = TestNotification.incident(service: "shop", deployment: "", host: "", process: 1, plan: "")
            #expect(incident.request.id.count == 8 && incident.request.id.allSatisfy(\.isHexDigit))
        }
    }

    @Test("that nobody could deliver are not lost for the window")
    func failedDelivery() async throws {
        let plan = try plan()
        let service = try service(plan)
        let notifier = try #require(InMemoryNotifier.named(chat))
        notifier.fail(with: NotifierError(.unreachable, "no route to host"))
        _ = try await handle(service, plan)
        #expect(await end() == .failed)
        notifier.fail(with: nil)
        guard case .dropped(.suppressed) = try await handle(service, plan) else {
            Issue.record("the next try did not wait")
            return
        }
        clock.advance(by: .seconds(31))
        _ = try await handle(service, plan)
        #expect(await end() == .delivered)
        #expect(notifier.notifications.first?.history.suppressed == 2)
        await stop(service)
    }

    @Test("are not sent without a pipeline, or to nobody", arguments: ["", "pipelines: { default: [{ deliver: { to: [off] } }] }"])
    func nobody(more: String) async throws {
        let plan = try Samples.plan(
            "notifiers: { off: { type: slack, webhook_url: \"https://example.com/x\", enabled: false } }\n" + more)
        let service = try service(plan)
        switch try await handle(service, plan) {
        case .none, .dropped(.undeliverable): break
        case let outcome: Issue.record("\(outcome)")
        }
        await stop(service)
    }

    @Test("that a process had no time for are sent by the next one")
    func spooled() async throws {
        let plan = try plan(delivery: "{ shutdown_grace: 1s }")
        let first = try service(plan, SilentNotifier.self)
        _ = try await handle(first, plan)
        first.close()
        first.drain(within: .seconds(1))
        clock.advance(by: .seconds(1))
        await first.waitUntilStopped()

        let second = try service(plan)
        #expect(await end() == .kept)
        #expect(await end() == .delivered)
        let notifier = try #require(InMemoryNotifier.named(chat))
        #expect(notifier.notifications.map(\.request.path) == ["/users/42"])
        // It counts as the alert of this window, and nobody sends it again.
        guard case .dropped(.suppressed) = try await handle(second, plan) else {
            Issue.record("not suppressed")
            return
        }
        await stop(second)
        let third = try service(plan)
        await stop(third)
        #expect(notifier.notifications.count == 1)
    }

    @Test("are all kept when there is no time at all, also while another process holds the store", .timeLimit(.minutes(1)))
    func noGrace() async throws {
        let plan = try plan()
        let first = try service(plan, SilentNotifier.self)
        let policy = try #require(plan.policy(method: "GET", path: "/users/42", host: nil))
        await withCheckedContinuation { continuation in
            Thread {
                for number in 0..<200 {
                    let incident = Samples.incident(Samples.request(route: "/\(number)", id: "\(number)"))
                    _ = first.handle(incident, host: nil, policy: policy, reports: [])
                }
                continuation.resume()
            }
            .start()
        }
        let other = try SQLiteConnection(path: directory.path + "/alerts.sqlite")
        try other.execute("BEGIN IMMEDIATE")
        first.close()
        first.drain(within: .zero)
        await first.waitUntilStopped()
        try other.execute("ROLLBACK")

        let second = try service(plan)
        for _ in 0..<200 { #expect(await end() == .kept) }
        for _ in 0..<200 { #expect(await end() == .delivered) }
        let sent = try #require(InMemoryNotifier.named(chat)).notifications
        #expect(Set(sent.map(\.request.route)).count == 200)
        await stop(second)
    }

    @Test("that a process has left are found by one that lives on")
    func takenOver() async throws {
        let plan = try plan()
        let living = try service(plan)
        let dying = try service(plan, SilentNotifier.self)
        _ = try await handle(dying, plan)
        dying.close()
        dying.drain(within: .zero)
        await dying.waitUntilStopped()
        #expect(await end() == .kept)
        clock.advance(by: .seconds(60))
        #expect(await end() == .delivered)
        #expect(InMemoryNotifier.named(chat)?.notifications.count == 1)
        await stop(living)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).allSatisfy { $0.hasPrefix("alerts.sqlite") })
    }

    @Test("that a process had no time for are sent by one with a short queue, all of them", .timeLimit(.minutes(1)))
    func shortQueue() async throws {
        let plan = try plan()
        let first = try service(plan, SilentNotifier.self)
        for number in 0..<40 { _ = try await handle(first, plan, Samples.request(route: "/\(number)", id: "\(number)")) }
        first.close()
        first.drain(within: .zero)
        await first.waitUntilStopped()
        let second = try service(self.plan(delivery: "{ queue_size: 4 }"))
        for _ in 0..<40 { #expect(await end() == .kept) }
        for _ in 0..<40 { #expect(await end() == .delivered) }
        let sent = try #require(InMemoryNotifier.named(chat)).notifications
        #expect(Set(sent.map(\.request.route)).count == 40)
        await stop(second)
    }

    @Test("that a process has left are not sent when that was done, or another one was", arguments: [false, true])
    func resumedTooLate(isConfirmed: Bool) async throws {
        let plan = try plan()
        let first = try service(plan, SilentNotifier.self)
        _ = try await handle(first, plan)
        first.close()
        first.drain(within: .zero)
        await first.waitUntilStopped()
        let record = try #require(otherStore.records(atMost: 1).first)
        if isConfirmed {
            try otherStore.confirm(AlertClaim(fingerprint: record.fingerprint, number: record.claim), at: clock.now)
        } else {
            try takeOver(record.fingerprint)
        }
        let second = try service(plan)
        #expect(await end() == .kept)
        #expect(await end() == .superseded)
        await stop(second)
        #expect(try !FileManager.default.contentsOfDirectory(atPath: directory.path).contains { $0.hasSuffix(".spool") })
    }

    @Test("are given up with a word, and with their window, when nobody can send what a process has left", .timeLimit(.minutes(1)))
    func nobodyToSend() async throws {
        let plan = try plan()
        let first = try service(plan, SilentNotifier.self)
        _ = try await handle(first, plan)
        first.close()
        first.drain(within: .zero)
        await first.waitUntilStopped()
        let without = try service(Samples.plan(""))
        #expect(await problem()?.contains("1 of a pipeline that is gone") == true)
        await stop(without)
        let second = try service(plan)
        guard case .queued = try await handle(second, plan) else {
            Issue.record("the window is still closed")
            return
        }
        await stop(second)

        let third = try service(plan, SilentNotifier.self)
        _ = try await handle(third, plan, Samples.request(route: "/old"))
        third.close()
        third.drain(within: .zero)
        await third.waitUntilStopped()
        clock.advance(by: .seconds(2 * 86_400))
        let last = try service(plan)
        #expect(await problem()?.contains("1 older than 24 h") == true)
        await stop(last)
    }

    @Test("that one of two notifiers has sent are sent by the other one after a restart")
    func partlyDelivered() async throws {
        let other = "other-\(chat)"
        let plan = try Samples.plan(
            """
            notifiers:
              \(chat): { type: slack, webhook_url: "https://example.com/x" }
              \(other): { type: teams, webhook_url: "https://example.com/y" }
            pipelines: { default: [{ deliver: { to: [\(chat), \(other)] } }] }
            """)
        let service = { (type: any Notifier.Type) in
            try AlertService(
                plan: plan, directory: directory.path, types: ["slack": InMemoryNotifier.self, "teams": type], clock: clock,
                onEvent: onEvent)
        }
        let first = try service(SilentNotifier.self)
        _ = try await handle(first, plan)
        for await event in events { if case .sent = event { break } }
        first.close()
        first.drain(within: .zero)
        await first.waitUntilStopped()
        #expect(InMemoryNotifier.named(chat)?.notifications.count == 1)
        #expect(await end() == .kept)

        let second = try service(InMemoryNotifier.self)
        #expect(await end() == .delivered)
        #expect(InMemoryNotifier.named(chat)?.notifications.isEmpty == true)
        #expect(InMemoryNotifier.named(other)?.notifications.map(\.request.path) == ["/users/42"])
        await stop(second)
    }

    @Test("keep their right to be sent for as long as they wait", .timeLimit(.minutes(1)))
    func longWait() async throws {
        let plan = try plan()
        let service = try service(plan)
        let notifier = try #require(InMemoryNotifier.named(chat))
        notifier.fail(with: NotifierError(.rateLimited, "status 429", retryAfter: .seconds(3000)))
        _ = try await handle(service, plan, Samples.request(route: "/first"))
        #expect(await end() == .failed)
        notifier.fail(with: nil)
        _ = try await handle(service, plan)
        for _ in 0..<15 {
            clock.advance(by: .seconds(60))
            // Until the thread has seen it.
            while try otherStore.records(atMost: 1).contains(where: { ($0.heldUntil ?? .distantFuture) < clock.now + 600 }) {
                await Task.yield()
            }
        }
        guard case .dropped(.suppressed) = try await handle(service, plan) else {
            Issue.record("sent twice in a window")
            return
        }
        clock.advance(by: .seconds(3000))
        #expect(await end() == .delivered)
        #expect(notifier.notifications.count == 1)
        await stop(service)
    }

    @Test("are not sent any more when another one has taken their place", arguments: [20, 70])
    func takenPlace(seconds: Int) async throws {
        let plan = try plan()
        let service = try service(plan)
        let notifier = try #require(InMemoryNotifier.named(chat))
        notifier.fail(with: NotifierError(.rateLimited, "status 429", retryAfter: .seconds(10)))
        _ = try await handle(service, plan, Samples.request(route: "/first"))
        #expect(await end() == .failed)
        notifier.fail(with: nil)
        _ = try await handle(service, plan)
        try takeOver(try #require(otherStore.records(atMost: 1).first).fingerprint)
        // At the next look, or at the try before it.
        clock.advance(by: .seconds(seconds))
        #expect(await end() == .superseded)
        #expect(notifier.notifications.isEmpty)
        await stop(service)
    }

    @Test("show what was called")
    func callTree() async throws {
        let plan = try plan()
        let service = try service(plan)
        var incident = Samples.incident()
        incident.callTree.children = [CallNode(frame: Frame(function: "load(id:)"), total: .seconds(2))]
        let policy = try #require(plan.policy(method: "GET", path: "/users/42", host: nil))
        Thread { [incident] in _ = service.handle(incident, host: nil, policy: policy, reports: []) }.start()
        #expect(await end() == .delivered)
        let lines = try #require(InMemoryNotifier.named(chat)?.notifications.first).callTree
        #expect(lines.count == 2)
        #expect(lines.first?.hasSuffix("GET /users/{id}") == true)
        #expect(lines.last?.contains("load(id:)") == true)
        await stop(service)
    }

    @Test("leave the report thread when a full queue makes it wait and the process ends")
    func block() async throws {
        let plan = try plan(delivery: "{ queue_size: 1, when_full: block }")
        let service = try service(plan, SilentNotifier.self)
        _ = try await handle(service, plan, Samples.request(route: "/a"))
        async let waiting = handle(service, plan, Samples.request(route: "/b"))
        service.drain(within: .zero)
        _ = try await waiting
        await service.waitUntilStopped()
    }

    @Test("go by a plan that replaces the first one")
    func replaced() async throws {
        let first = try plan()
        let service = try service(first)
        _ = try await handle(service, first)
        #expect(await end() == .delivered)
        let notifier = try #require(InMemoryNotifier.named(chat))

        // The same notifier with another time limit in `delivery`, and another pipeline.
        let other = "other-\(chat)"
        let second = try Samples.plan(
            """
            alerts: { window: 0s }
            delivery: { timeout: 7s }
            notifiers:
              \(chat): { type: slack, webhook_url: "https://example.com/x" }
              \(other): { type: slack, webhook_url: "https://example.com/y" }
            pipelines: { default: [{ deliver: { to: [\(chat), \(other)] } }] }
            """)
        try service.replace(plan: second)
        #expect(InMemoryNotifier.named(chat) === notifier, "its settings have not changed")
        _ = try await handle(service, second)
        #expect(await end() == .delivered)
        #expect(notifier.notifications.count == 2)
        #expect(InMemoryNotifier.named(other)?.notifications.count == 1)

        try service.replace(plan: Samples.plan(""))
        guard case .none = try await handle(service, second) else {
            Issue.record("there is no pipeline any more")
            return
        }
        await stop(service)
    }

    @Test("keep rate limits that a new plan does not change")
    func replacedLimits() async throws {
        let limited = { (limit: String, more: String) in
            try Samples.plan(
                """
                notifiers: { \(self.chat): { type: slack, webhook_url: "https://example.com/x" } }
                pipelines: { default: [\(more){ dedup: { window: 0s } }, { rate_limit: \(limit) }, { deliver: { to: [\(self.chat)] } }] }
                """)
        }
        let plan = try limited("{ max: 1, per: 1h }", "")
        let service = try service(plan)
        let isLimited = {
            if case .dropped(.rateLimited) = try await self.handle(service, plan) { return true }
            return false
        }
        #expect(try await !isLimited())
        try service.replace(plan: limited("{ max: 1, per: 1h }", "{ filter: { min_duration: 1s } }, "))
        #expect(try await isLimited())
        try service.replace(plan: limited("{ max: 2, per: 1h }", ""))
        #expect(try await !isLimited())
        await stop(service)
    }

    @Test("stay with the plan they have when a new one cannot work")
    func notReplaced() async throws {
        let first = try plan()
        let service = try AlertService(
            plan: first, directory: directory.path, types: ["slack": InMemoryNotifier.self, "teams": BrokenNotifier.self], clock: clock,
            onEvent: onEvent)
        let broken = try Samples.plan(
            """
            notifiers: { \(chat): { type: teams, webhook_url: "https://example.com/x" } }
            pipelines: { default: [{ deliver: { to: [\(chat)] } }] }
            """)
        #expect(throws: NotifierError.self) { try service.replace(plan: broken) }
        _ = try await handle(service, first)
        #expect(await end() == .delivered)
        await stop(service)
    }

    @Test("carry the report's files, made when they are sent")
    func attachments() async throws {
        let plan = try Samples.plan(
            """
            notifiers: { \(chat): { type: slack, webhook_url: "https://example.com/x" } }
            pipelines: { default: [{ format: { attach: [html, markdown] } }, { deliver: { to: [\(chat)] } }] }
            """)
        let service = try service(plan)
        let path = directory.path + "/x_0a1b2c3d.html"
        try Data("<p>slow</p>".utf8).write(to: URL(filePath: path))
        let request = Samples.request()
        let policy = try #require(plan.policy(method: request.method, path: request.path, host: nil))
        Thread {
            _ = service.handle(
                Samples.incident(request), host: nil, policy: policy,
                reports: [ReportFile(format: "html", path: path), ReportFile(format: "markdown", path: "/nowhere/x_0a1b2c3d.md")])
        }.start()
        #expect(await end() == .delivered)
        let sent = try #require(InMemoryNotifier.named(chat)?.notifications.first)
        #expect(sent.attachments.map(\.mediaType) == ["application/zip"])
        #expect(sent.attachments.first?.bytes.starts(with: Array("PK".utf8)) == true)
        #expect(sent.attachmentProblem?.contains("markdown") == true)
        await stop(service)
    }
}
