#if CLI
import Foundation
import PerfMonConfiguration
import Testing

@testable import PerfMonCLI

@Suite struct CommandsTests {
    private let yaml = """
        version: 1
        service: { name: shop }
        thresholds: { default: 500ms, by_status: { 5xx: 0s } }
        urls: { exclude: [/health] }
        notifiers: { chat: { type: teams, webhook_url: "${HOOK}" } }
        pipelines: { default: [{ filter: { min_duration: 2s } }, { deliver: { to: [chat] } }] }
        routes:
          - { name: user-detail, match: "GET /api/users/{id}", threshold: 200ms }
          - { name: admin, match: { path: "/*", hosts: [admin.example.com] } }
          - { name: internal, match: /internal/*, monitor: false }

        """
    private let variables = ["HOOK": "https://hooks.example.com/s3cret"]

    private func run(_ arguments: String..., variables more: [String: String] = [:]) throws -> (CommandStatus, Session) {
        let session = Session()
        var status = CommandStatus.success
        try inFolder { folder in
            try write(yaml, to: folder + "/p.yaml")
            let arguments = arguments.map { $0 == "FILE" ? folder + "/p.yaml" : $0 }
            status = session.run(arguments, variables: variables.merging(more) { $1 })
        }
        return (status, session)
    }

    @Test func configShow() throws {
        let (status, session) = try run("config", "show", "--origin", "--config", "FILE", variables: ["PERF_THRESHOLD": "2"])
        #expect(status == .success)
        let lines = session.output.split(separator: "\n").map(String.init)
        let threshold = try #require(lines.first { $0.hasPrefix("thresholds.default:") })
        #expect(
            threshold.contains("2s") && threshold.contains("env PERF_THRESHOLD") && threshold.contains("500ms (")
                && threshold.contains("1s (default)"))
        let secret = try #require(lines.first { $0.hasPrefix("notifiers.chat.webhook_url: <redacted:") })
        // The first digits of the SHA-256 of the variable.
        #expect(secret.contains("<redacted:ddea86af>  ") && secret.hasSuffix("p.yaml:5:48 (by ${HOOK})"))
        #expect(lines.contains { $0.hasPrefix("alerts.window: 10d") && $0.hasSuffix("# default") })
        let (_, part) = try run("config", "show", "--config", "FILE", "alerts")
        #expect(part.output.split(separator: "\n").allSatisfy { $0.hasPrefix("alerts.") })
        #expect(try run("config", "show", "--config", "FILE", "nonsense").0 == .trouble)
    }

    /// What `config show` writes is a file with the same effect, once secrets are put in.
    @Test(arguments: ["yaml", "json"])
    func configShowWritesFiles(format: String) throws {
        let (status, session) = try run("config", "show", "--format", format, "--config", "FILE")
        #expect(status == .success)
        let environment = EnvironmentVariables(variables)
        let shown = session.output.replacing(#/<redacted:[0-9a-f]{8}>/#, with: "${HOOK}")
        let plan = try MonitoringPlan.load(yaml: shown, environment: environment)
        #expect(try plan.hash == MonitoringPlan.load(yaml: yaml, environment: environment).hash)
        #expect(plan.warnings.map(\.code) == [.notEffectiveYet])
    }

    @Test func configShowKnowsOriginsInEveryFormat() throws {
        let (_, yaml) = try run("config", "show", "--origin", "--format", "yaml", "--config", "FILE", "thresholds")
        #expect(yaml.output.split(separator: "\n").contains { $0.hasPrefix("  default: 500ms  ") && $0.hasSuffix(", over 1s (default)") })
        let (_, text) = try run("config", "show", "--origin", "--format", "json", "--config", "FILE", "thresholds")
        let object = try JSONSerialization.jsonObject(with: Data(text.output.utf8)) as? [String: [String: Any]]
        let threshold = try #require(object?["thresholds.default"])
        #expect(threshold["value"] as? String == "500ms")
        #expect((threshold["overrides"] as? [[String: String]]) == [["value": "1s", "origin": "default"]])
        let (_, off) = try run("config", "show", "--config", "FILE", variables: ["PERF_ENABLED": "0"])
        #expect(off.error.contains("PERF_ENABLED switches monitoring off"))
    }

    @Test func plan() throws {
        let (status, session) = try run("plan", "--config", "FILE")
        #expect(status == .success)
        let lines = session.output.split(separator: "\n").map(String.init)
        #expect(lines[0].contains(try MonitoringPlan.load(yaml: yaml, environment: EnvironmentVariables(variables)).hash))
        #expect(lines[1].hasPrefix("   name"))
        #expect(lines[2].hasPrefix("1  user-detail  GET /api/users/{id}") && lines[2].contains("  200ms, 5xx 0s  "))
        #expect(lines.contains { $0.contains("chat") && $0.contains("teams") && $0.contains("default") })
        #expect(lines.contains("default: filter, dedup (implied), deliver to chat"))
        let (_, off) = try run("plan", "--config", "FILE", variables: ["PERF_ENABLED": "off"])
        #expect(off.output.contains("PERF_ENABLED switches monitoring off"))
        #expect(lines.contains { $0.contains("internal") && $0.contains("not monitored") })
    }

    @Test(arguments: [
        (["GET", "/api/users/42"], "user-detail"), (["POST", "/api/users/42"], "none"),
        (["GET", "/x", "--host", "admin.example.com:80"], "admin"),
        (["GET", "/health"], "unmonitored"), (["GET", "/internal/x"], "unmonitored"), (["GET", "/internal/x"], "internal"),
    ])
    func explainRoute(request: [String], route: String) throws {
        let session = Session()
        try inFolder { folder in
            try write(yaml, to: folder + "/p.yaml")
            let arguments = ["explain-route", "--config", folder + "/p.yaml"] + request
            #expect(session.run(arguments + ["--expect", "route=\(route)"], variables: variables) == .success, "\(session.error)")
            #expect(session.run(arguments + ["--expect", "route=other"], variables: variables) == .invalid)
        }
    }

    @Test func explainRouteSaysWhatHappens() throws {
        let (_, session) = try run("explain-route", "--config", "FILE", "POST", "/api/users/4/2", "--status", "503", "--duration", "1s")
        #expect(session.output.contains("the method is not GET"))
        #expect(session.output.contains("threshold: 0s for status 503"))
        #expect(session.output.contains("slow: reported"))
        #expect(session.output.contains("1. filter: drops it: min_duration is 2s, and it takes 1s\n"))
        #expect(session.output.contains("2. deliver: not reached"))
        let (status, _) = try run("explain-route", "--config", "FILE", "GET", "/x", "--expect", "threshold=500ms")
        #expect(status == .success)
    }

    @Test func explainRouteSaysWhereEachValueComesFrom() throws {
        func origins(_ arguments: String..., variables more: [String: String] = [:]) throws -> [String: String] {
            let session = Session()
            var pairs: [(String, String)] = []
            try inFolder { folder in
                try write(yaml, to: folder + "/p.yaml")
                let all = ["explain-route", "--config", folder + "/p.yaml"] + arguments
                #expect(session.run(all, variables: variables.merging(more) { $1 }) == .success, "\(session.error)")
                for line in session.output.split(separator: "\n") where line.contains(":") && line.contains("  # ") {
                    let parts = line.replacing(folder + "/", with: "").split(separator: "  # ").map(String.init)
                    pairs.append((String(line.prefix { $0 != ":" }), parts[1]))
                }
            }
            return Dictionary(uniqueKeysWithValues: pairs)
        }
        let plain = try origins("GET", "/api/users/42")
        #expect(plain["threshold"] == "routes[0].threshold, p.yaml:8:67")
        #expect(plain["profiled"] == "profiling.enabled, default")
        #expect(plain["reported while it runs"] == "from the threshold")
        #expect(plain["alert window"] == "alerts.window, default")
        #expect(try origins("GET", "/api/users/42", "--status", "503")["threshold"] == "thresholds.by_status.5xx, p.yaml:3:49")
        #expect(try origins("GET", "/x", variables: ["PERF_THRESHOLD": "2"])["threshold"] == "thresholds.default, env PERF_THRESHOLD")
        let window = ["PERF__ROUTES__USER_DETAIL__ALERTS__WINDOW": "1h"]
        #expect(
            try origins("GET", "/api/users/42", variables: window)["alert window"]
                == "routes[0].alerts.window, env PERF__ROUTES__USER_DETAIL__ALERTS__WINDOW")
    }

    @Test(arguments: [
        (["GET", "api/users"], "such as /api/users"), (["GET", "https://example.com/api?x=1"], "such as /api"), (["GET", ""], "such as /"),
        (["GET", "/a?x=1"], "write /a"), (["/a", "GET"], "write the method first"), (["GET", "/a", "--status", "999"], "100 to 599"),
    ])
    func explainRouteRefusesWhatIsNoRequest(arguments: [String], remedy: String) {
        let session = Session()
        #expect(session.run(["explain-route"] + arguments) == .trouble)
        #expect(session.error.contains(remedy), "\(session.error)")
    }

    @Test func explainRouteTellsOfEveryStage() throws {
        let yaml = """
            version: 1
            service: { name: shop }
            notifiers:
              chat: { type: teams, webhook_url: "${HOOK}" }
              spare: { type: discord, webhook_url: "${HOOK}", enabled: false }
            pipelines:
              urgent:
                - filter: { min_duration: 5s, status: [5xx] }
                - dedup: { window: 1h, fingerprint: [route, status, function] }
                - rate_limit: { max: 5, per: 10m, burst: 2 }
                - format: { attach: [html, markdown], max_attachment: 8MiB }
                - deliver: { to: [chat, spare], mode: first_success, retry: { attempts: 4, initial_delay: 2s }, fallback: [chat] }
              plain: [{ deliver: { to: [chat] } }]
            routes:
              - { name: user-detail, match: "GET /api/users/{id}", threshold: 200ms, pipeline: urgent }
              - { name: other, match: "/other", pipeline: plain }

            """
        try inFolder { folder in
            try write(yaml, to: folder + "/p.yaml")
            let explain = { (arguments: String...) in
                let session = Session()
                _ = session.run(["explain-route", "--config", folder + "/p.yaml"] + arguments, variables: variables)
                return session.output.split(separator: "\n").map(String.init)
            }
            let known = explain("GET", "/api/users/4", "--status", "503", "--duration", "6s")
            let stages = """
                pipeline: urgent                                # routes[0].pipeline, FILE:15:84
                  1. filter: passes: min_duration is 5s; status is to be 5xx
                  2. dedup: one alert per 1h, sooner when twice as slow, for route=user-detail (or the framework's template), status=503, \
                function=(what the profile says)
                  3. rate_limit: 5 per 10m, at most 2 at once
                  4. format: attaches html, markdown in one zip, unless larger than 8.0 MiB
                  5. deliver: to chat (teams), spare (discord, switched off), one after the other until one succeeds
                     retry: 4 tries, with waits of 2s, 4s, 8s between them, ±20%
                     fallback, when all of them fail: chat (teams)
                """
            #expect(known.suffix(8).joined(separator: "\n") == stages.replacing("FILE", with: folder + "/p.yaml"))
            let open = explain("GET", "/api/users/4", "--status", "503")
            #expect(open.contains("  1. filter: depends on what is not given: min_duration is 5s"))
            let wrong = explain("GET", "/api/users/4", "--status", "404", "--duration", "9s")
            #expect(wrong.contains("  1. filter: drops it: status is to be 5xx, and it is 404"))
            #expect(wrong.suffix(4).allSatisfy { $0.hasSuffix("not reached") })
            #expect(
                explain("GET", "/api/users/4", "--duration", "100ms").contains {
                    $0.hasPrefix("pipeline: urgent, which only slow requests reach  ")
                })
            let plain = explain("GET", "/other")
            #expect(plain.contains { $0.hasPrefix("     dedup: one alert per 10d") && $0.hasSuffix(", although no stage says so") })
        }
    }

    @Test func durationsOfTheCommandLineAreExplained() throws {
        let (status, session) = try run("explain-route", "--config", "FILE", "GET", "/x", "--duration", "5")
        #expect(status == .trouble)
        #expect(session.error.contains("it has no unit; did you mean 5ms or 5s?"))
    }

    @Test func diff() throws {
        try inFolder { folder in
            try write(yaml, to: folder + "/a.yaml")
            try write(yaml.replacingOccurrences(of: "500ms", with: "0.6s") + "# same\n", to: folder + "/b.yaml")
            let session = Session()
            #expect(session.run(["diff", folder + "/a.yaml", folder + "/a.yaml"], variables: variables) == .success)
            #expect(session.output == "")
            #expect(session.run(["diff", folder + "/a.yaml", folder + "/b.yaml"], variables: variables) == .invalid)
            #expect(session.output == "- thresholds.default: 500ms\n+ thresholds.default: 0.6s\n")
            #expect(session.run(["diff", folder + "/a.yaml", folder + "/none.yaml"], variables: variables) == .trouble)
        }
    }

    @Test func env() throws {
        let (status, session) = try run("env", "--config", "FILE", variables: ["PERF__REPORTS__PATH": "/x", "PERF_ALERT_WINDOW": "3"])
        #expect(status == .success)
        let lines = session.output.split(separator: "\n").map(String.init)
        #expect(lines.count == 16)
        #expect(lines.contains { $0.hasPrefix("PERF_ALERT_WINDOW") && $0.contains("3d") && $0.hasSuffix("env PERF_ALERT_WINDOW") })
        #expect(lines.contains { $0.hasPrefix("PERF__REPORTS__PATH") })
    }

    @Test func envHelpsWhenSomethingIsWrong() throws {
        try inFolder { folder in
            try write("version: 1\nservice: { name: shop }\nthresholds: { defualt: 1s }\n", to: folder + "/p.yaml")
            let session = Session()
            #expect(session.run(["env", "--config", folder + "/p.yaml"], variables: ["PERF_THRESHOLD": "abc"]) == .invalid)
            #expect(session.error.contains("PM0102") && session.error.contains("PM0506"))
            let lines = session.output.split(separator: "\n")
            #expect(lines.contains { $0.hasPrefix("PERF_THRESHOLD") && $0.contains("cannot be used") })
            #expect(lines.contains { $0.hasPrefix("PERF_SERVICE_NAME") && $0.contains("shop") })
        }
    }

    @Test func initFullIsValid() throws {
        try inFolder { folder in
            let session = Session()
            #expect(session.run("init", "--full", folder + "/p.yaml") == .success)
            #expect(session.run("check", "--strict", folder + "/p.yaml") == .success, "\(session.output)")
        }
    }

    @Test(arguments: ["--minimal", "--full"])
    func initWritesToStandardOutput(extent: String) throws {
        let session = Session()
        #expect(session.run("init", extent, "-") == .success)
        #expect(session.output.hasPrefix("# yaml-language-server: $schema=./perfmon.schema.json\n# $schema: ./perfmon.schema.json\n"))
        #expect(!FileManager.default.fileExists(atPath: "-"))
        // Foreign validators do not take an empty section for an absent one.
        let lines = session.output.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("#") }
        for (line, next) in zip(lines, lines.dropFirst()) where line.firstMatch(of: #/^[a-z]+: *(#.*)?$/#) != nil {
            #expect(next.hasPrefix(" "), "\(line)")
        }
    }

    @Test func fixShowsAndWrites() throws {
        try inFolder { folder in
            let path = folder + "/p.yaml"
            try write("version: 1\nservice: { name: shop }\nthresholds: { defualt: 10 sec } # note\n", to: path)
            let session = Session()
            #expect(session.run("check", "--fix", path) == .invalid)
            #expect(session.output.contains("+thresholds: { default: 10s } # note"))
            #expect(session.run("check", path) == .invalid)
            #expect(session.run("check", "--fix", "--write", path) == .success)
            #expect(session.run("check", "--strict", path) == .success)
            #expect(session.run("check", "--write", path) == .trouble)
        }
    }

    @Test func fixSaysWhatIsLeft() throws {
        try inFolder { folder in
            try write("battery staple", to: folder + "/password")
            let path = folder + "/p.yaml"
            let mail = "type: email, smtp_host: h, sender: s, recipients: [r], username: u, password: \"${file:password}\""
            let yaml = "version: 1\nservice: { name: shop }\nnotifiers: { mail: { \(mail) } }\n"
            try write(yaml + "pipelines: { default: [{ deliver: { to: [mail] } }] }\n", to: path)
            let valid = Session()
            #expect(valid.run("check", "--fix", "--allow", "PM0404", path) == .success)
            #expect(valid.output == "\(path): there is nothing to repair\n")
            // A file beside the configuration is found from anywhere.
            try write(yaml + "thresholds: { defualt: 1s }\n", to: path)
            #expect(Session().run("check", "--fix", "--write", path) == .success)
            try write(yaml + "thresholds: { defualt: 1s }\nurls: { exclude: 5 }\n", to: path)
            let session = Session()
            #expect(session.run("check", "--fix", "--write", path) == .invalid)
            #expect(session.output.contains("1 repair, written\n") && session.output.contains("`exclude` must be a list"))
        }
    }

    @Test func allowAndFormats() throws {
        try inFolder { folder in
            let path = folder + "/p.yaml"
            try write("version: 1\nservice: { name: shop }\nreports: { path: /tmp/x }\n", to: path)
            let session = Session()
            #expect(session.run("check", "--strict", path) == .invalid)
            #expect(session.run("check", "--strict", "--allow", "PM0405", path) == .success)
            #expect(session.run("check", "--strict", "--allow", "PM0405", "--allow", "PM0203", path) == .success)
            #expect(session.run("check", "--allow", "PM9999", path) == .trouble)
            #expect(session.run("check", "--allow", "PM0102", path) == .trouble)
            #expect(session.error.contains("PM0102 is an error, and errors cannot be allowed"))
            for format in DiagnosticFormat.allCases { #expect(session.run("check", "--format", format.rawValue, path) == .success) }
        }
    }

    @Test func theLargestFileCanBeChosen() throws {
        try inFolder { folder in
            let path = folder + "/p.yaml"
            try write("version: 1\nservice: { name: shop }\n" + String(repeating: "# filler\n", count: 130_000), to: path)
            let session = Session()
            #expect(session.run("check", path) == .invalid)
            #expect(session.output.contains("the file has more than 1 MiB"))
            #expect(session.run("check", "--max-bytes", "2MiB", path) == .success)
            #expect(session.run("check", "--max-bytes", "100B", path) == .invalid)
            #expect(session.output.contains("the file has more than 100 bytes"))
            #expect(session.run("check", "--max-bytes", "1GiB", path) == .trouble)
            #expect(session.run("check", "--max-bytes", "many", path) == .trouble)
            #expect(session.error.contains("it is not a size"))
        }
    }

    @Test func explain() {
        let session = Session()
        #expect(session.run("explain", "PM0301") == .success)
        #expect(session.output.hasPrefix("PM0301: a route that can never match (warning)"))
        #expect(session.run("explain") == .success)
        #expect(session.run("explain", "PM9999") == .trouble)
    }

    /// `docs` is what `perfmon reference` prints; run `scripts/update-reference.sh` after a change.
    @Test(arguments: ["codes", "configuration"])
    func documentationIsUpToDate(page: String) throws {
        let session = Session()
        #expect(session.run("reference", page) == .success)
        let file = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../docs/\(page).md").standardizedFileURL
        #expect(try String(contentsOf: file, encoding: .utf8) == session.output)
    }

    /// Whatever a command prints, no secret is in it.
    @Test(arguments: 0..<12)
    func secretsAppearInNoOutput(seed: Int) throws {
        let secret = "S3cr" + String((0..<14).map { _ in "ABCDEFGHJKLMNPQRSTUVWXYZ23456789".randomElement() ?? "X" })
        let templates = [
            yaml + "reports: { path: \"/x/${HOOK}\" }\n",
            yaml.replacingOccurrences(of: "\"${HOOK}\"", with: "SECRET"),
            yaml.replacingOccurrences(of: "\"${HOOK}\"", with: "SECRET, chanel: 1"),
            yaml.replacingOccurrences(of: "teams, webhook_url", with: "mattermost, tokne"),
            yaml.replacingOccurrences(of: "webhook_url: \"${HOOK}\"", with: "webhook_url: [SECRET"),
            yaml + "threshold: no\nurls: { include: [/users/{id}] } # SECRET\n".replacingOccurrences(of: " # SECRET", with: ""),
        ]
        let text = templates[seed % templates.count].replacingOccurrences(of: "SECRET", with: secret)
        var variables = ["HOOK": "https://chat.example/\(secret)"]
        if seed >= templates.count {
            variables["PERF__NOTIFIERS__CHAT__WEBHOOK_URL"] = seed % 2 == 0 ? secret : "https://chat.example/\(secret)"
        }
        try inFolder { folder in
            let path = folder + "/p.yaml"
            try write(text, to: path)
            let commands =
                DiagnosticFormat.allCases.map { ["check", "--format", $0.rawValue, path] } + [
                    ["check", "--fix", path], ["config", "show", "--origin", "--config", path], ["plan", "--config", path],
                    ["explain-route", "--config", path, "GET", "/a"], ["diff", path, path], ["env", "--config", path],
                ]
            for command in commands {
                let session = Session()
                _ = session.run(command, variables: variables)
                #expect(!session.output.contains(secret) && !session.error.contains(secret), "\(command)")
            }
        }
    }
}
#endif
