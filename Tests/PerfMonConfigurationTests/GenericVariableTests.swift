import Foundation
import Testing

@testable import PerfMonConfiguration

@Suite struct GenericVariableTests {
    private let file =
        head + """
            reports: { retention: { max_age: 30d } }
            notifiers:
              team-chat: { type: slack, webhook_url: "${HOOK}", channel: "#a" }
              mail: { type: email, smtp_host: h, sender: s, recipients: [r], username: u, password: "${MAIL}" }
            pipelines: { default: [{ deliver: { to: [team-chat, mail] } }] }
            routes:
              - { name: user-detail, match: "/users/{id}", threshold: 1s }
              - { match: /other }

            """

    private func check(_ variables: [String: String]) -> ConfigurationLoader.Outcome {
        PerfMonConfigurationTests.check(file, ["HOOK": "https://chat.example/x", "MAIL": "m"].merging(variables) { $1 })
    }

    private func settings(_ variables: [String: String]) throws -> Settings {
        let outcome = check(variables)
        return try #require(outcome.plan, "\(outcome.report.diagnostics.map(\.description))").settings
    }

    @Test func setsValuesOfEveryType() throws {
        let settings = try settings([
            "PERF__REPORTS__RETENTION__MAX_AGE": "7d", "PERF__REPORTS__RETENTION__MAX_FILES": " 12 ",
            "PERF__ROUTES__USER_DETAIL__THRESHOLD": "300ms", "PERF__ROUTES__USER_DETAIL__PROFILING__RATIO": "0.5",
            "PERF__NOTIFIERS__TEAM_CHAT__CHANNEL": "#b", "PERF__NOTIFIERS__TEAM_CHAT__ENABLED": "off",
            "PERF__NOTIFIERS__MAIL__RECIPIENTS": " a@x , b@x ,", "PERF__NOTIFIERS__MAIL__SMTP_PORT": "25",
            "PERF__ALERTS__STORE": "memory", "PERF__HEADERS__NAMES": "standard", "PERF__SERVICE__NAME": "other",
            "PERF__PROFILING__MAX_OVERHEAD": "2%",
        ])
        #expect(settings.reports.retention.maxAge == .seconds(7 * 86_400))
        #expect(settings.reports.retention.maxFiles == 12)
        #expect(settings.routes[0].threshold == .milliseconds(300))
        #expect(settings.routes[0].profiling.ratio == 0.5)
        #expect(settings.notifiers[0].text("channel") == "#b")
        #expect(!settings.notifiers[0].isEnabled)
        #expect(settings.notifiers[1].texts("recipients") == ["a@x", "b@x"])
        #expect(settings.notifiers[1].integer("smtp_port") == 25)
        #expect(settings.alerts.store == .memory)
        #expect(settings.headers.names == .standard)
        #expect(settings.service.name == "other")
        #expect(settings.profiling.maxOverhead == 0.02)
    }

    @Test func worksWithoutAFile() throws {
        let plan = try MonitoringPlan(environment: EnvironmentVariables(["PERF__URLS__EXCLUDE": "/a,/b", "PERF_THRESHOLD": "2"]))
        #expect(plan.settings.urls.exclude == ["/a", "/b"])
        #expect(plan.settings.thresholds.default == .seconds(2))
    }

    @Test func overridesAPlanFromCode() throws {
        var settings = Settings()
        settings.thresholds.default = .seconds(3)
        settings.thresholds.byMethod = ["GET": .seconds(4)]
        settings.profiling.ratio = 0.5
        settings.routes = [RouteSettings(name: "a", match: RouteMatch(path: "/a"))]
        let plan = try settings.compile().overridden(by: EnvironmentVariables(["PERF__PROFILING__MAX_STACK_DEPTH": "9"]))
        #expect(plan.settings.thresholds.default == .seconds(3))
        #expect(plan.settings.thresholds.byMethod == ["GET": .seconds(4)])
        #expect(plan.profiling.ratio == 0.5)
        #expect(plan.profiling.maxStackDepth == 9)
        #expect(plan.policy(method: "GET", path: "/a", host: nil)?.routeName == "a")
    }

    @Test func secretsMayStandInFiles() throws {
        let path = Fixture.path("smtp-password.txt")
        let settings = try settings(["PERF__NOTIFIERS__MAIL__PASSWORD_FILE": path])
        #expect(settings.notifiers[1].secret("password")?.reveal() == "correct horse battery staple")
        #expect(
            check(["PERF__NOTIFIERS__MAIL__PASSWORD_FILE": "/none/such"]).report.diagnostics.filter { $0.severity == .error }.map(summary)
                == [
                    "PM0506 env PERF__NOTIFIERS__MAIL__PASSWORD_FILE"
                ])
    }

    /// A variable gives what the file's own reference lacks.
    @Test func aVariableReplacesAnUnsetReference() throws {
        let outcome = PerfMonConfigurationTests.check(
            file, ["HOOK": "https://chat.example/x", "PERF__NOTIFIERS__MAIL__PASSWORD": "s3cret"])
        #expect(outcome.plan?.notifiers[1].secret("password")?.reveal() == "s3cret")
    }

    @Test(arguments: [
        ("PERF__REPORTS__RETENTION__MAX_AEG", "7d", "PM0511"), ("PERF__NOTIFIERS__TEAMCHAT__CHANNEL", "x", "PM0511"),
        ("PERF__ROUTES__0__THRESHOLD", "1s", "PM0511"), ("PERF__ROUTES__NEW__THRESHOLD", "1s", "PM0511"),
        ("PERF__", "1", "PM0511"), ("PERF____", "1", "PM0511"), ("PERF__SERVICE", "x", "PM0506"), ("PERF__ROUTES", "x", "PM0506"),
        ("PERF__PIPELINES__DEFAULT", "x", "PM0506"), ("PERF__REPORTS__RETENTION__MAX_AGE", "7", "PM0506"),
        ("PERF__REPORTS__RETENTION__MAX_FILES", "many", "PM0506"), ("PERF__REPORTS__RETENTION__MAX_FILES", "0", "PM0506"),
        ("PERF__PROFILING__ENABLED", "maybe", "PM0506"), ("PERF__ALERTS__STORE", "sqllite", "PM0506"),
        ("PERF__URLS__INCLUDE", "/a[", "PM0506"), ("PERF__ROUTES__USER_DETAIL__THRESHOLD", "-1s", "PM0506"),
        ("PERF__ROUTES__USER_DETAIL__MATCH", "GTE /a", "PM0506"), ("PERF__VERSION", "2", "PM0506"),
        ("PERF__NOTIFIERS__MAIL__PASSWORD__X", "1", "PM0511"), ("PERF__SERVICE__NAME__FILE", "1", "PM0511"),
    ])
    func mistakesAreReportedAtTheVariable(name: String, value: String, code: String) {
        let outcome = check([name: value])
        #expect(outcome.report.diagnostics.filter { $0.severity == .error }.map(summary) == ["\(code) env \(name)"])
        #expect(outcome.plan == nil)
    }

    /// The type of a notifier is a constant without a type of its own in the schema.
    @Test func constantsAreText() throws {
        #expect(try settings(["PERF__NOTIFIERS__TEAM_CHAT__TYPE": "slack"]).notifiers[0].type == "slack")
        let finding = check(["PERF__NOTIFIERS__TEAM_CHAT__TYPE": "teams"]).report.diagnostics.first { $0.severity == .error }
        #expect(finding?.message.hasSuffix("`teams` is not a value of `notifiers.team-chat.type`") == true)
        #expect(finding?.label == "expected `slack`")
    }

    @Test func aRejectedVariableOverridesNothing() {
        let codes = check(["PERF__NOTIFIERS__TEAM_CHAT__CHANNEL": "x", "PERF__ROUTES__USER_DETAIL__THRESHOLD": "soon"]).report.diagnostics
        #expect(codes.filter { $0.code == .overriddenByVariable }.map(\.path.description) == ["notifiers.team-chat.channel"])
    }

    @Test func namesTheValueThatIsNoneOfThoseAllowed() {
        let finding = check(["PERF__ALERTS__STORE": "sqllite"]).report.diagnostics.first { $0.severity == .error }
        #expect(finding?.message == "the value of `PERF__ALERTS__STORE` cannot be used: `sqllite` is not a value of `alerts.store`")
        #expect(finding?.label == "did you mean `sqlite`?")
        #expect(finding?.suggestion == "sqlite")
    }

    @Test func suggestsTheNearestName() {
        #expect(check(["PERF__NOTIFIERS__TEAMCHAT__CHANNEL": "x"]).report.diagnostics.last?.suggestion == "TEAM_CHAT")
        #expect(check(["PERF__REPORTS__RETENTION__MAX_AEG": "x"]).report.diagnostics.last?.suggestion == "MAX_AGE")
    }

    @Test func namesThatBecomeEqualAreAnError() {
        let yaml = head + "notifiers:\n  a-b: { type: teams, webhook_url: \"${H}\" }\n  a_b: { type: teams, webhook_url: \"${H}\" }\n"
        let report = PerfMonConfigurationTests.check(yaml, ["H": "https://chat.example/x", "PERF__NOTIFIERS__A_B__ENABLED": "no"]).report
        let errors = report.diagnostics.filter { $0.severity == .error }.map(summary)
        #expect(errors == ["PM0205 5:8", "PM0205 env PERF__NOTIFIERS__A_B__ENABLED"])
    }

    @Test func shortNamesBeatGenericOnes() throws {
        let outcome = check(["PERF_THRESHOLD": "2", "PERF__THRESHOLDS__DEFAULT": "3s"])
        #expect(outcome.plan?.settings.thresholds.default == .seconds(2))
        #expect(outcome.report.diagnostics.filter { $0.severity == .warning }.map(summary).contains("PM0510 env PERF__THRESHOLDS__DEFAULT"))
    }

    @Test func valueAndFileExcludeEachOther() {
        let outcome = check([
            "PERF__NOTIFIERS__MAIL__PASSWORD": "a", "PERF__NOTIFIERS__MAIL__PASSWORD_FILE": Fixture.path("smtp-password.txt"),
        ])
        #expect(outcome.report.diagnostics.filter { $0.severity == .error }.map(\.code) == [.secretTwice])
    }

    @Test func overriddenKeysAreNoted() {
        let notes = check(["PERF__ROUTES__USER_DETAIL__THRESHOLD": "2s"]).report.diagnostics.filter { $0.severity == .info }
        #expect(notes.map(summary) == ["PM0508 9:59"])
    }

    @Test func secretsOfVariablesAreNotShown() {
        let report = check(["PERF__NOTIFIERS__MAIL__PASSWORD": String(repeating: "S3cret", count: 20_000)]).report
        #expect(report.diagnostics.map(summary).contains("PM0506 env PERF__NOTIFIERS__MAIL__PASSWORD"))
        #expect(!HumanRenderer().render(report).contains("S3cret"))
    }

    @Test func switchedOffMeansThatErrorsDoNotCount() throws {
        let plan = try MonitoringPlan.load(yaml: "nonsense: [", environment: EnvironmentVariables(["PERF_ENABLED": "false"]))
        #expect(!plan.isEnabled)
        #expect(plan.warnings.map(\.code) == [.switchedOff])
        #expect(throws: ConfigurationError.self) {
            try MonitoringPlan.load(yaml: "nonsense: [", environment: EnvironmentVariables(["PERF_ENABLED": "nope"]))
        }
    }

    @Test(arguments: [
        (Duration.zero, "0s"), (.seconds(86_400), "1d"), (.seconds(5400), "90m"), (.milliseconds(1500), "1500ms"), (.seconds(7200), "2h"),
        (.microseconds(3), "3us"), (.nanoseconds(1), "1ns"), (.seconds(59), "59s"),
    ])
    func durationsAreWrittenAsTheyAreRead(duration: Duration, text: String) throws {
        #expect(DurationText.write(duration) == text)
        #expect(try DurationText.parse(text) == duration)
    }
}
