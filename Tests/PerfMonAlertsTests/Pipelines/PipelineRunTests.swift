import Foundation
import PerfMonAlerts
import PerfMonConfiguration
import PerfMonModel
import PerfMonStore
import Testing

@Suite("A pipeline")
struct PipelineRunTests {
    private let notifiers = "notifiers: { chat: { type: slack, webhook_url: \"https://example.com/x\" } }\n"

    /// Runs a request through the default pipeline; every other admission and token is granted as told.
    private func run(
        _ stages: String, _ request: RequestRecord = Samples.request(), admits: Bool = true, hasToken: Bool = true,
        routes: String = ""
    ) throws -> (steps: [String], outcome: PipelineOutcome) {
        let plan = try Samples.plan(notifiers + "pipelines: { default: [\(stages)] }\n" + routes)
        let candidate = try Samples.candidate(request, plan: plan)
        let store = MemoryAlertStore(limit: 10)
        var run = PipelineRun(try #require(plan.pipelines.first), candidate)
        var steps: [String] = []
        while true {
            switch run.next() {
            case .askStore(let sighting):
                steps.append("store \(sighting.fingerprint.text) \(Int(sighting.window / .seconds(1)))")
                if !admits { _ = store.admit(sighting, at: Date()) }
                run.admit(store.admit(sighting, at: Date()))
            case .takeToken(let limit):
                steps.append("token \(limit.stage.max)")
                run.limit(hasToken)
            case .end(let outcome): return (steps, outcome)
            }
        }
    }

    private let deliver = "deliver: { to: [chat] }"

    @Test("goes through its stages in their order")
    func order() throws {
        let (steps, outcome) = try run(
            "{ rate_limit: { max: 3, per: 1h } }, { dedup: { window: 1h, fingerprint: [route] } }, { format: { attach: [html] } }, {\(deliver)}"
        )
        #expect(steps == ["token 3", "store route=/users/{id} 3600"])
        guard case .deliver(let delivery, let claims, let record) = outcome else {
            Issue.record("not delivered: \(outcome)")
            return
        }
        #expect(delivery.stage.to == ["chat"])
        #expect(delivery.format.attachments == ["html"])
        #expect(claims.count == 1)
        #expect(record?.count == 1)
    }

    @Test("deduplicates without being told, after its filters")
    func impliedDeduplication() throws {
        let (steps, _) = try run("{ filter: { min_duration: 2s } }, { rate_limit: { max: 3, per: 1h } }, {\(deliver)}")
        #expect(steps == ["store service=shop method=GET route=/users/{id} 864000", "token 3"])
    }

    @Test(
        "asks nobody when a filter drops a request",
        arguments: ["min_duration: 3s", "methods: [POST]", "status: [5xx, \"404\"]", "routes: [other]"])
    func filters(condition: String) throws {
        let (steps, outcome) = try run(
            "{ filter: { \(condition) } }, {\(deliver)}", routes: "routes: [{ name: other, match: /other }]")
        #expect(steps.isEmpty)
        guard case .dropped(.filtered, let claims) = outcome else {
            Issue.record("not filtered: \(outcome)")
            return
        }
        #expect(claims.isEmpty)
    }

    @Test("passes what meets every condition")
    func passes() throws {
        let (_, outcome) = try run("{ filter: { min_duration: 2s, methods: [GET], status: [2xx] } }, {\(deliver)}")
        guard case .deliver = outcome else {
            Issue.record("dropped: \(outcome)")
            return
        }
    }

    @Test("ends when the store holds a request back")
    func suppressed() throws {
        let (steps, outcome) = try run("{ dedup: {} }, { rate_limit: { max: 3, per: 1h } }, {\(deliver)}", admits: false)
        #expect(steps.count == 1)
        guard case .dropped(.suppressed, let claims) = outcome else {
            Issue.record("not suppressed: \(outcome)")
            return
        }
        #expect(claims.isEmpty)
    }

    @Test("gives its claim back when a later stage drops a request")
    func rateLimited() throws {
        let (_, outcome) = try run("{ dedup: {} }, { rate_limit: { max: 3, per: 1h } }, {\(deliver)}", hasToken: false)
        guard case .dropped(.rateLimited, let claims) = outcome else {
            Issue.record("not limited: \(outcome)")
            return
        }
        #expect(claims.count == 1)
    }
}

@Suite("A token bucket")
struct TokenBucketTests {
    @Test("lets a burst through, then its rate")
    func rate() {
        var bucket = TokenBucket(RateLimitStage(max: 6, period: .seconds(60), burst: 2), at: .zero)
        let first = (0..<5).map { _ in bucket.take(at: .zero) }
        #expect(first == [true, true, false, false, false])
        let refilled = [9, 10, 10].map { bucket.take(at: .seconds($0)) }
        #expect(refilled == [false, true, false])
        let later = (0..<3).map { _ in bucket.take(at: .seconds(1000)) }
        #expect(later == [true, true, false])
    }

    @Test("never lets more through than its limit allows", arguments: 0..<20)
    func never(_: Int) {
        let limit = RateLimitStage(max: .random(in: 1...5), period: .seconds(.random(in: 1...60)), burst: .random(in: 1...5))
        var bucket = TokenBucket(limit, at: .zero)
        var now = Duration.zero
        var passed = 0
        for _ in 0..<500 {
            now += .milliseconds(.random(in: -500...3000))
            if bucket.take(at: now) { passed += 1 }
        }
        #expect(Double(passed) <= Double(limit.burst) + Double(limit.max) * (.milliseconds(3000 * 500) / limit.period))
    }
}
