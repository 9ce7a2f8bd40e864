import Testing

@testable import PerfMonConfiguration

@Suite struct EnvironmentOverlayTests {
    private func settings(_ name: String, _ value: String) throws -> Settings {
        let outcome = ConfigurationLoader(environment: EnvironmentVariables([name: value])).loadWithoutFile()
        #expect(outcome.report.diagnostics.map(\.description) == [])
        return try #require(outcome.plan).settings
    }

    @Test(arguments: [
        ("0.5", Duration.milliseconds(500)), (" 2 ", .seconds(2)), ("500ms", .milliseconds(500)), ("1e-1", .milliseconds(100)),
        (".5", .milliseconds(500)),
    ])
    func threshold(text: String, value: Duration) throws {
        #expect(try settings("PERF_THRESHOLD", text).thresholds.default == value)
    }

    @Test(arguments: [("10", Duration.seconds(864_000)), ("0", .zero), ("36h", .seconds(129_600))])
    func alertWindow(text: String, value: Duration) throws {
        #expect(try settings("PERF_ALERT_WINDOW", text).alerts.window == value)
    }

    @Test(arguments: [("0.05", 0.05), ("5%", 0.05), ("1", 1), ("1e-2", 0.01)])
    func maxOverhead(text: String, value: Double) throws {
        #expect(try settings("PERF_MAX_OVERHEAD", text).profiling.maxOverhead == value)
    }

    @Test(arguments: ["true", "1", "yes", "on", "TRUE", " Yes ", "On"])
    func trueWords(text: String) throws {
        #expect(try settings("PERF_CAPTURE_REQUEST_HEADERS", text).headers.isCaptured == true)
        #expect(try settings("PERF_ENABLED", text).isEnabled)
    }

    @Test(arguments: ["false", "0", "no", "off", "FALSE", " No "])
    func falseWords(text: String) throws {
        #expect(try settings("PERF_CAPTURE_REQUEST_HEADERS", text).headers.isCaptured == false)
        #expect(try !settings("PERF_ENABLED", text).isEnabled)
    }

    @Test func listsAndTexts() throws {
        #expect(try settings("PERF_URL_WHITELIST", " /api/* , ,/v2/*,").urls.include == ["/api/*", "/v2/*"])
        #expect(try settings("PERF_URL_BLACKLIST", "/health").urls.exclude == ["/health"])
        #expect(try settings("PERF_INCLUDED_HEADERS", "X-A,X-B").headers.names == .list(["X-A", "X-B"]))
        #expect(try settings("PERF_INCLUDED_HEADERS", ",").headers.names == .list([]))
        #expect(try settings("PERF_LOG_PATH", " /srv/reports ").reports.path == "/srv/reports")
        #expect(try settings("PERF_NOTICE_TIMEOUT", "2.5").delivery.timeout == .milliseconds(2500))
        #expect(try settings("PERF_NOTICE_QUEUE_SIZE", "7").delivery.queueSize == 7)
        #expect(try settings("PERF_SHUTDOWN_TIMEOUT", "0").delivery.shutdownGrace == .zero)
        #expect(try settings("PERF_SERVICE_NAME", "shop").service.name == "shop")
        #expect(try settings("PERF_ENVIRONMENT", "production").service.environment == "production")
    }

    @Test(arguments: EnvironmentBinding.all.map(\.name), ["", "   "])
    func emptyIsUnset(name: String, value: String) throws {
        #expect(try settings(name, value).stableHash == Settings().stableHash)
    }

    @Test(arguments: [
        ("PERF_THRESHOLD", ["0", "-1", "nan", "inf", "abc", "1_0", "0x1", "1e400", "1 2", "1e12"]),
        ("PERF_ALERT_WINDOW", ["-1", "1.5", "ten", "nan"]),
        ("PERF_MAX_OVERHEAD", ["0", "1.5", "-1", "101%", "nan", "lots"]),
        ("PERF_URL_WHITELIST", ["/a[", "api/*", "/{a}{b}"]),
        ("PERF_URL_BLACKLIST", ["/a]}"]),
        ("PERF_NOTICE_TIMEOUT", ["0", "-1s"]),
        ("PERF_NOTICE_QUEUE_SIZE", ["0", "1.5", "-1", "many", "99999999999999999999"]),
        ("PERF_SHUTDOWN_TIMEOUT", ["-1", "soon"]),
        ("PERF_CAPTURE_REQUEST_HEADERS", ["maybe", "2", "y"]),
        ("PERF_ENABLED", ["disabled"]),
        ("PERF_INCLUDED_HEADERS", ["X A", "X-Ä"]),
    ])
    func badValuesAreErrorsAtTheVariable(name: String, values: [String]) {
        for value in values {
            let outcome = check(head, [name: value])
            #expect(outcome.report.diagnostics.map(summary) == ["PM0506 env \(name)"], "\(value)")
            #expect(outcome.plan == nil)
        }
    }

    @Test func variablesOverrideTheFile() throws {
        let yaml = head + "thresholds: { default: 3s }\nurls: { include: [/a] }\n"
        let plan = try #require(check(yaml, ["PERF_THRESHOLD": "0.2", "PERF_URL_WHITELIST": ","]).plan)
        #expect(plan.policy(method: "GET", path: "/b", host: nil)?.threshold == .milliseconds(200))
    }

    @Test func aVariableGivesWhatTheFileLacks() throws {
        #expect(try #require(check("version: 1\nservice: {}\n", ["PERF_SERVICE_NAME": "shop"]).plan).service.name == "shop")
    }

    @Test func unknownNamesAreWarnedAbout() {
        let variables = [
            "PERF_TRESHOLD": "1", "PERF_XYZ": "1", "PERF_CONFIG": "x", "PERF_PAGER": "less", "PERFORMANCE": "1", "PERF_EMPTY": "",
        ]
        let diagnostics = check(head, variables).report.diagnostics
        #expect(diagnostics.map(summary) == ["PM0505 env PERF_TRESHOLD", "PM0505 env PERF_XYZ"])
        #expect(diagnostics.first?.suggestion == "PERF_THRESHOLD")
    }
}
