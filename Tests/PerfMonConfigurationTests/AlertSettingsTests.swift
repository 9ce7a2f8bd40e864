import Testing

@testable import PerfMonConfiguration

/// What the sections about alerts, notifiers and pipelines become.
@Suite struct AlertSettingsTests {
    private let plan: MonitoringPlan

    init() throws {
        let environment = Fixture.values { "s3cr3t-\($0)" }
        plan = try MonitoringPlan.load(path: Fixture.path("complete.yaml"), environment: environment)
    }

    @Test func sections() {
        #expect(plan.alerts.window == .seconds(172_800))
        #expect(plan.alerts.fingerprint == FingerprintPart.allCases)
        #expect(plan.alerts.store == .memory)
        #expect(plan.alerts.maxEntries == 5000)
        #expect(plan.delivery.timeout == .seconds(10))
        #expect(plan.delivery.whenFull == .dropNewest)
        #expect(plan.delivery.shutdownGrace == .seconds(3))
        #expect(plan.delivery.retry.attempts == 4)
        #expect(plan.delivery.retry.initialDelay == .milliseconds(500))
        #expect(plan.delivery.retry.maxDelay == .seconds(20))
        #expect(plan.delivery.retry.multiplier == 1.5)
        #expect(plan.delivery.retry.jitter == 0.1)
        #expect(plan.reports.retention.maxAge == .seconds(14 * 86_400))
        #expect(plan.reports.retention.maxFiles == 500)
        #expect(plan.reports.retention.maxBytes == 256 << 20)
    }

    @Test func notifiers() throws {
        #expect(plan.notifiers.map(\.name) == ["chat", "chat-hook", "mail", "room", "bot", "guild", "office", "pager", "hook"])
        let byName = Dictionary(uniqueKeysWithValues: plan.notifiers.map { ($0.name, $0) })
        let chat = try #require(byName["chat"])
        #expect(chat.type == "mattermost")
        #expect(!chat.isEnabled)
        #expect(chat.timeout == .seconds(5))
        #expect(chat.text("channel_id") == "42")
        #expect(chat.secret("token")?.reveal() == "s3cr3t-CHAT_TOKEN")
        #expect(chat.text("token") == nil)
        let mail = try #require(byName["mail"])
        #expect(mail.integer("smtp_port") == 465)
        #expect(mail.texts("recipients") == ["oncall@example.com"])
        #expect(mail.secret("password")?.reveal() == "correct horse battery staple")
        #expect(byName["room"]?.text("channel") == "#perf")
        #expect(byName["bot"]?.isEnabled == true)
        #expect(byName["hook"]?.headers.map(\.name) == ["X-Token"])
        #expect(byName["hook"]?.headers.first?.value.reveal() == "s3cr3t-HOOK_TOKEN")
    }

    @Test func defaultsOfANotifierComeFromTheSchema() throws {
        let yaml = head + "notifiers:\n  mail: { type: email, smtp_host: h, sender: s, recipients: [r] }\n"
        let mail = try #require(try MonitoringPlan.load(yaml: yaml).notifiers.first)
        #expect(mail.integer("smtp_port") == 587)
        #expect(mail.text("security") == "starttls")
        #expect(mail.text("subject_prefix") == "[Performance Alert]")
        #expect(mail.secret("password") == nil)
        #expect(mail.timeout == nil)
    }

    @Test func pipelines() throws {
        #expect(plan.pipelines.map(\.name) == ["default", "quiet"])
        let stages = try #require(plan.pipelines.first?.stages)
        var filter = FilterStage()
        filter.minDuration = .seconds(1)
        filter.methods = ["GET"]
        filter.statuses = ["5xx", "404"].compactMap(StatusPattern.init)
        filter.routes = ["refunds"]
        var repeats = AlertOptions()
        repeats.window = .seconds(3600)
        repeats.fingerprint = [.route]
        var format = FormatStage()
        format.attachments = ["markdown"]
        format.compression = .gzip
        format.maxAttachment = 4 << 20
        var deliver = DeliverStage(to: ["chat", "room", "chat-hook", "bot"])
        deliver.mode = .firstSuccess
        deliver.retry.attempts = 2
        deliver.retry.initialDelay = .seconds(2)
        deliver.retry.maxDelay = .seconds(60)
        deliver.retry.multiplier = 3
        deliver.retry.jitter = 0.3
        deliver.fallback = ["mail"]
        #expect(
            stages == [
                .filter(filter), .deduplicate(repeats), .rateLimit(RateLimitStage(max: 10, period: .seconds(3600), burst: 3)),
                .format(format), .deliver(deliver),
            ])
    }

    @Test func policiesNameTheirPipelineAndWindow() throws {
        let refund = try #require(plan.policy(method: "POST", path: "/api/refunds/1", host: nil))
        #expect(refund.pipeline == "quiet")
        #expect(refund.alerts.window == .seconds(86_400))
        #expect(refund.alerts.fingerprint == [.route])
        #expect(refund.threshold(status: 500) == .zero)
        #expect(refund.threshold(status: 200) == .seconds(5))
        #expect(plan.pipeline(for: refund)?.stages.count == 1)
        let other = try #require(plan.policy(method: "GET", path: "/api/x", host: nil))
        #expect(other.pipeline == "default")
        #expect(other.alerts.window == .seconds(172_800))
        #expect(other.threshold(status: 503) == .zero)
        #expect(other.threshold(status: 429) == .seconds(1))
        #expect(other.threshold(status: 200) == .milliseconds(300))
    }

    @Test func withoutPipelinesNothingIsSent() throws {
        #expect(try Settings().compile().policy(method: "GET", path: "/", host: nil)?.pipeline == nil)
    }

    @Test func secretsAreNotPrinted() {
        var text = "\(plan) \(String(reflecting: plan)) \(plan.notifiers) \(plan.settings)"
        dump(plan.notifiers, to: &text)
        #expect(!text.contains("s3cr3t-"), "\(text.firstRange(of: "s3cr3t-").map { String(text[$0.lowerBound...].prefix(40)) } ?? "")")
        #expect(!text.contains("correct horse"))
    }

    @Test(arguments: [("404", 404...404), ("5xx", 500...599), ("1xx", 100...199)])
    func statuses(text: String, codes: ClosedRange<Int>) throws {
        let pattern = try #require(StatusPattern(text))
        #expect(pattern.codes == codes)
        #expect(pattern.description == text)
    }

    @Test(arguments: ["", "6xx", "0xx", "40", "4040", "4x4", "xxx", "+40", "４０４"])
    func notStatuses(text: String) {
        #expect(StatusPattern(text) == nil)
    }
}
