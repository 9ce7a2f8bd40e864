import Testing

@testable import PerfMonConfiguration

@Suite struct MonitoringPlanTests {
    private func plan(_ yaml: String, _ variables: [String: String] = [:]) throws -> MonitoringPlan {
        try MonitoringPlan.load(yaml: head + yaml, environment: EnvironmentVariables(variables))
    }

    @Test func defaults() throws {
        let plan = try Settings().compile()
        let policy = try #require(plan.policy(method: "GET", path: "/", host: nil))
        #expect(plan.isEnabled)
        #expect(!plan.service.name.isEmpty)
        #expect(plan.service.environment == "development")
        #expect(plan.reports.path == "./perfmon-reports")
        #expect(plan.reports.formats == [.html, .markdown])
        #expect(plan.reports.fileMode == 0o600)
        #expect(policy.threshold == .seconds(1))
        #expect(policy.routeName == nil)
        #expect(policy.headers.maxValueLength == 500)
        #expect(policy.profiling.isEnabled)
        #expect(policy.profiling.maxOverhead == 0.05)
        #expect(policy.profiling.sampleInterval == .milliseconds(10))
        #expect(policy.profiling.ratio == 1)
        #expect(policy.profiling.maxStackDepth == 256)
        #expect(policy.profiling.stuckAfter == .seconds(30))
    }

    /// A status comes before a route, a route before a method, a method before the default; a code before its class.
    @Test(arguments: [
        ("GET", "/a", 503 as Int?, Duration.zero), ("GET", "/a", 404, .seconds(5)), ("GET", "/a", 410, .seconds(6)),
        ("GET", "/a", 200, .seconds(2)), ("POST", "/a", 200, .seconds(2)), ("POST", "/b", 200, .seconds(3)), ("POST", "/b", 503, .zero),
        ("GET", "/b", 200, .seconds(4)), ("GET", "/b", nil, .seconds(4)),
    ])
    func precedenceOfThresholds(method: String, path: String, status: Int?, threshold: Duration) throws {
        let plan = try plan(
            """
            thresholds: { default: 4s, by_method: { POST: 3s }, by_status: { 5xx: 0s, 404: 5s, 4xx: 6s } }
            routes: [{ match: /a, threshold: 2s }]
            """)
        #expect(plan.policy(method: method, path: path, host: nil)?.threshold(status: status) == threshold)
    }

    @Test(arguments: [
        ("auto", SamplingSignal.automatic), ("SIGPROF", .profiling), ("SIGRTMIN", .realTime(0)), ("SIGRTMIN+1", .realTime(1)),
        ("SIGRTMIN+30", .realTime(30)),
    ])
    func theSignalIsChosen(_ text: String, _ signal: SamplingSignal) throws {
        #expect(try plan("profiling: { signal: \(text) }\n").profiling.signal == signal)
    }

    @Test(arguments: ["SIGUSR1", "SIGRTMIN+0", "SIGRTMIN+31", "SIGRTMIN+05", "SIGRTMAX", "27", "sigprof", ""])
    func noOtherSignalIs(_ text: String) {
        #expect(throws: ConfigurationError.self) { try plan("profiling: { signal: \"\(text)\" }\n") }
    }

    @Test func stuckAfterFollowsTheThreshold() throws {
        #expect(try plan("thresholds: { default: 10s }\n").profiling.stuckAfter == .seconds(100))
        #expect(try plan("profiling: { stuck_after: 0 }\n").profiling.stuckAfter == nil)
    }

    @Test func theFirstRouteThatMatchesCounts() throws {
        let plan = try plan(
            """
            thresholds: { default: 1s, by_method: { POST: 2s } }
            routes:
              - { name: user, match: "GET /users/{id}", threshold: 200ms, profiling: { ratio: 0.1 } }
              - { match: "/users/*", headers: { capture: false } }
              - { match: /internal/*, monitor: false }
              - { name: admin, match: { methods: [PUT], path: "*", hosts: ["admin.example.com"] }, threshold: 9s }
            """)
        let user = try #require(plan.policy(method: "GET", path: "/users/42", host: nil))
        #expect(user.routeName == "user")
        #expect(user.threshold == .milliseconds(200))
        #expect(user.profiling.ratio == 0.1)
        #expect(user.profiling.maxStackDepth == 256)
        #expect(plan.policy(method: "POST", path: "/users/42", host: nil)?.threshold == .seconds(2))
        #expect(
            plan.policy(method: "GET", path: "/users/4/2", host: nil)?.headers.select([(name: "Accept", value: "x")]).isEmpty == true)
        #expect(plan.policy(method: "GET", path: "/internal/x", host: nil) == nil)
        #expect(plan.policy(method: "PUT", path: "/x", host: "ADMIN.example.com:8080")?.routeName == "admin")
        #expect(plan.policy(method: "PUT", path: "/x", host: "example.com")?.routeName == nil)
        #expect(plan.policy(method: "PUT", path: "/x", host: nil)?.threshold == .seconds(1))
    }

    @Test(arguments: [
        ("example.com", "example.com"), ("example.com:80", "example.com"), ("[::1]:80", "[::1]"), ("[::1]", "[::1]"), ("::1", "::1"),
        ("", ""),
        (":80", ""),
    ])
    func portsAreNoPartOfAHost(host: String, name: String) {
        #expect(HostName.withoutPort(host) == name)
    }

    @Test func urlsDecideFirst() throws {
        let plan = try plan("urls: { include: [\"/api/*\"], exclude: [/api/health], precedence: exclude }\nroutes: [{ match: /x }]\n")
        #expect(plan.policy(method: "GET", path: "/api/a", host: nil) != nil)
        #expect(plan.policy(method: "GET", path: "/api/health", host: nil) == nil)
        #expect(plan.policy(method: "GET", path: "/x", host: nil) == nil)
    }

    @Test func nothingIsMonitoredWhenSwitchedOff() throws {
        let plan = try plan("", ["PERF_ENABLED": "off"])
        #expect(!plan.isEnabled)
        #expect(plan.policy(method: "GET", path: "/", host: nil) == nil)
    }

    @Test func settingsInCodeAreCheckedAlike() throws {
        var settings = Settings()
        settings.urls.include = ["/a[", "api"]
        settings.thresholds.default = .seconds(-1)
        settings.profiling.maxOverhead = 2
        settings.profiling.sampleInterval = .zero
        settings.routes = [RouteSettings(match: RouteMatch(path: "nowhere"))]
        let error = #expect(throws: ConfigurationError.self) { try settings.compile() }
        #expect(
            error?.diagnostics.map(\.path.description) == [
                "thresholds.default", "profiling.max_overhead", "profiling.sample_interval", "urls.include[0]", "urls.include[1]",
                "routes[0].match",
            ])
    }

    @Test func theHashNamesTheValues() throws {
        let one = try plan("thresholds: { default: 500ms }\n")
        let same = try plan("# a comment\nthresholds:\n  default: 0.5s\nurls: {}\n")
        #expect(one.hash == same.hash)
        #expect(one.hash.count == 12)
        #expect(one.hash.allSatisfy { "0123456789abcdef".contains($0) })
        for other in ["thresholds: { default: 501ms }", "urls: { exclude: [/a] }", "headers: { redact: [] }", "routes: [{ match: /a }]"] {
            #expect(try plan(other + "\n").hash != one.hash)
        }
    }

    /// Written down, since a hash that differs in each process would still be equal to itself.
    @Test func hashIsTheSameInEveryProcess() throws {
        let yaml = """
            version: 1
            service: { name: shop, tags: { team: a, tier: b } }
            thresholds: { by_status: { 5xx: 0, "404": 2s } }
            headers: { names: [Accept, Cookie] }
            notifiers: { hook: { type: webhook, url: "https://example.com/a" } }
            pipelines: { default: [{ filter: { status: [5xx] } }, { dedup: { window: 1h } }, { deliver: { to: [hook] } }] }
            routes: [{ name: users, match: "GET /users/{id}", threshold: 50ms, headers: { capture: false } }]

            """
        #expect(try MonitoringPlan.load(yaml: yaml).hash == "a29f4bd5483f")
    }

    @Test func hashDoesNotDependOnTheOrderOfNames() throws {
        let hook = "type: webhook, url: \"https://example.com/a\""
        let one = head + "notifiers: { a: { \(hook) }, b: { \(hook), method: PUT } }\n"
        let other = head + "notifiers: { b: { \(hook), method: PUT }, a: { \(hook) } }\n"
        #expect(try MonitoringPlan.load(yaml: one).hash == MonitoringPlan.load(yaml: other).hash)
    }

    @Test func theHashIsTheSameEverywhere() {
        var hash = StableHash()
        hash.combine("threshold", Duration.seconds(1))
        #expect(hash.digits == "ddf173509329")
    }

    @Test func aRouteCanBeTheOnlyOneThatIsProfiled() throws {
        func plan(_ routes: String) throws -> MonitoringPlan {
            try MonitoringPlan.load(yaml: head + "profiling: { enabled: false }\nroutes: [\(routes)]\n")
        }
        #expect(try !plan("{ match: /a }").usesProfiler)
        let one = try plan("{ match: /a, profiling: { enabled: true, stuck_after: 2m } }, { match: /b }")
        #expect(one.usesProfiler)
        #expect(one.policy(method: "GET", path: "/a", host: nil)?.profiling.isEnabled == true)
        #expect(one.policy(method: "GET", path: "/a", host: nil)?.profiling.stuckAfter == .seconds(120))
        #expect(one.policy(method: "GET", path: "/b", host: nil)?.profiling.isEnabled == false)
    }
}
