import Testing

@testable import PerfMonConfiguration

@Suite struct RouteCheckTests {
    /// The codes and labels of what is found about routes and URL lists.
    private func findings(_ yaml: String) -> [String] {
        check(head + yaml).report.diagnostics.filter { (300..<400).contains($0.code.number) }.map { "\($0.code) \($0.label ?? "")" }
    }

    private func routes(_ matches: String...) -> String {
        "routes:\n" + matches.enumerated().map { "  - { name: r\($0), match: \($1.hasPrefix("{") ? $1 : "\"\($1)\"") }\n" }.joined()
    }

    @Test(arguments: [
        (["/api/*", "/api/users/{id}"], "PM0301 e.g. GET /api/users/~ goes to route `r0`"),
        (["/api/*", "GET /api/users/{id}"], "PM0301 e.g. GET /api/users/~ goes to route `r0`"),
        (["/a", "/a"], "PM0301 e.g. GET /a goes to route `r0`"),
        (["*", "/a/{b}/c"], "PM0301 e.g. GET /a/~/c goes to route `r0`"),
        (["/*", "*"], "PM0301 e.g. GET /~ goes to route `r0`"),
        (["/[ab]", "/[!ab]", "/?"], "PM0301 e.g. GET /~ goes to route `r1`"),
        (["/a/{x}", "/a/*/*", "/a/", "/a/*"], "PM0301 e.g. GET /a/~ goes to route `r0`"),
        (["/x*", "/[!x]*", "/{id}"], "PM0301 e.g. GET /~ goes to route `r1`"),
        (["{ methods: [GET, POST], path: /a }", "{ methods: [POST, GET], path: /a }"], "PM0301 e.g. POST /a goes to route `r0`"),
        (["GET /a", "POST /a", "{ methods: [GET, POST], path: /a }"], "PM0301 e.g. GET /a goes to route `r0`"),
        (["{ path: /a, hosts: [\"*\"] }", "{ path: /a, hosts: [x.example] }"], "PM0301 e.g. GET x.example/a goes to route `r0`"),
        (["{ path: /a, hosts: [\"*.X\"] }", "{ path: /a, hosts: [\"b.x\"] }"], "PM0301 e.g. GET b.x/a goes to route `r0`"),
        (
            [
                "{ path: \"/a*\", hosts: [p] }", "{ path: \"/[!a]*\", hosts: [p] }", "{ path: /, hosts: [p] }",
                "{ path: \"/*\", hosts: [p] }",
            ],
            "PM0301 e.g. GET p/~ goes to route `r1`"
        ),
    ])
    func unreachable(matches: [String], finding: String) {
        let yaml =
            "routes:\n" + matches.enumerated().map { "  - { name: r\($0), match: \($1.hasPrefix("{") ? $1 : "\"\($1)\"") }\n" }.joined()
        #expect(findings(yaml).filter { $0.hasPrefix("PM0301") } == [finding])
    }

    @Test(arguments: [
        ["/api/{x}", "/api/*"], ["GET /a", "/a"], ["/a", "/a/"], ["/?", "/{id}"], ["/?", "/[ab]"], ["/[ab]", "/[abc]"], ["/a*", "/*a"],
        ["{ path: \"/*\", hosts: [x] }", "/a"], ["{ path: /a, hosts: [\"*\"] }", "/a"], ["/x*", "/[!x]*", "/*"],
        ["{ methods: [GET, POST], path: /a }", "{ methods: [POST, PUT], path: /a }"], ["/item[1]", "/item[[]1]"], ["/*/b", "/a/{x}"],
        [
            "GET /a", "HEAD /a", "POST /a", "PUT /a", "PATCH /a", "DELETE /a", "OPTIONS /a", "CONNECT /a", "TRACE /a", "/a",
        ],
    ])
    func reachable(matches: [String]) {
        let yaml =
            "routes:\n" + matches.enumerated().map { "  - { name: r\($0), match: \($1.hasPrefix("{") ? $1 : "\"\($1)\"") }\n" }.joined()
        #expect(findings(yaml).filter { $0.hasPrefix("PM0301") } == [])
    }

    /// Compares with trying every short path.
    @Test(arguments: 0..<8)
    func agreesWithTryingEverything(seed: Int) throws {
        var dice = Dice(seed + 7)
        let alphabet = Array("/ab")
        var paths = [""]
        for length in 1...5 { paths += paths.filter { $0.count == length - 1 }.flatMap { path in alphabet.map { path + String($0) } } }
        paths = paths.filter { $0.hasPrefix("/") }
        var unreachable = 0
        for _ in 0..<120 {
            let patterns = (0..<4).compactMap { _ -> CompiledRoute? in
                let text =
                    "/"
                    + (0..<Int.random(in: 0...4, using: &dice)).map { _ in
                        ["a", "b", "/", "*", "?", "[ab]", "[!a]", "/{x}"].randomElement(using: &dice) ?? ""
                    }.joined()
                guard let path = try? URLPattern(text) else { return nil }
                return CompiledRoute(match: RouteMatch(path: text), path: path, hosts: [], policy: nil)
            }
            var coverage = RouteCoverage(routes: patterns, include: [], exclude: [])
            let found = Set(coverage.findings().map(\.route))
            for index in patterns.indices {
                let isReached = paths.contains { path in patterns.firstIndex { $0.path.matches(path) } == index }
                if isReached { #expect(!found.contains(index), "\(patterns.map(\.match.path)) \(index)") }
            }
            unreachable += found.count
            // What is said to be covered is covered for every short path.
            for index in found {
                for path in paths where patterns[index].path.matches(path) {
                    #expect(patterns[..<index].contains { $0.path.matches(path) })
                }
            }
            // What is not said to be covered has an example, which may be longer than the paths above.
            for index in patterns.indices where !found.contains(index) {
                var search = LanguageSearch(budget: 100_000)
                let answer = search.find(
                    in: RequestLanguage(path: patterns[index].path, hosts: []), within: nil,
                    outside: patterns[..<index].map { RequestLanguage(path: $0.path, hosts: []) })
                guard case .word(_, let path) = answer else { return #expect(Bool(false), "\(patterns.map(\.match.path)) \(index)") }
                #expect(patterns.firstIndex { $0.path.matches(path) } == index, "\(path)")
            }
        }
        #expect(unreachable > 5)
    }

    @Test func urlsThatLeaveRoutesOut() {
        #expect(
            findings("urls: { exclude: [\"/internal/*\"] }\n" + routes("/internal/{x}")) == ["PM0302 e.g. GET /internal/~ is not monitored"]
        )
        #expect(findings("urls: { include: [\"/api/*\"] }\n" + routes("/internal/{x}")) == ["PM0302 e.g. GET /internal/~ is not monitored"])
        #expect(findings("urls: { include: [\"/api/*\"] }\n" + routes("/*")) == [])
        #expect(findings("urls: { include: [/a], exclude: [\"/*\"], precedence: exclude }\n") == ["PM0305 ", "PM0303 has no effect"])
        #expect(findings("urls: { exclude: [\"*\"] }\n") == ["PM0305 "])
        #expect(findings("urls: { exclude: [\"/*\"] }\n") == ["PM0305 "])
        #expect(findings("urls: { exclude: [\"/{x}\", \"/*/*\", /] }\n") == ["PM0305 "])
        #expect(findings("urls: { exclude: [\"/{x}\", \"/*/*\"] }\n") == [])
        #expect(findings("routes: [{ match: \"/*\", monitor: false }]\n") == ["PM0305 "])
        #expect(findings("routes: [{ match: /a }, { match: \"/*\", monitor: false }]\n") == [])
    }

    @Test func notesAboutSlashesAndStars() {
        #expect(findings(routes("/users", "/users/")) == ["PM0306 only with the slash"])
        #expect(findings(routes("/a/*/b")) == ["PM0307 write {name} for exactly one segment"])
    }

    @Test func manyRoutesStayBounded() {
        let matches = (0..<300).map { "/a*\($0 % 7)*b\($0)?*" } + ["/a*"]
        let outcome = check(head + "routes:\n" + matches.map { "  - { match: \"\($0)\" }\n" }.joined())
        #expect(outcome.plan != nil)
    }
}

@Suite struct PatternTrieTests {
    /// The first pattern in order is found, as by trying one after the other.
    @Test(arguments: 0..<8)
    func agreesWithTryingEach(seed: Int) throws {
        var dice = Dice(seed + 31)
        let parts = ["a", "b", "ab", "/", "*", "?", "[ab]", "[!a]", "/{x}", "/{y}/", "é", "/a[b]"]
        let pieces = ["a", "b", "/", "é", "ab", "c", "[", "]"]
        var matches = 0
        for _ in 0..<150 {
            let patterns = (0..<12).compactMap { _ in
                try? URLPattern(
                    "/" + (0..<Int.random(in: 0...5, using: &dice)).map { _ in parts.randomElement(using: &dice) ?? "" }.joined())
            }
            let trie = PatternTrie(patterns)
            for _ in 0..<40 {
                let path = "/" + (0..<Int.random(in: 0...6, using: &dice)).map { _ in pieces.randomElement(using: &dice) ?? "" }.joined()
                let skipped = Int.random(in: 0..<12, using: &dice)
                let expected = patterns.indices.first { $0 != skipped && patterns[$0].matches(path) }
                #expect(trie.firstMatch(path) { $0 != skipped } == expected, "\(patterns.map(\.text)) \(path)")
                if expected != nil { matches += 1 }
            }
        }
        #expect(matches > 1000)
    }

    @Test func emptyTriesMatchNothing() {
        #expect(PatternTrie([]).isEmpty)
        #expect(!PatternTrie([]).contains("/"))
    }

    @Test func methodsThatAreNotKnownAreToldApart() throws {
        var settings = Settings()
        settings.routes = [RouteSettings(name: "dav", match: RouteMatch(methods: ["PROPFIND"], path: "/a"))]
        let plan = try settings.compile()
        #expect(plan.policy(method: "PROPFIND", path: "/a", host: nil)?.routeName == "dav")
        #expect(plan.policy(method: "MKCOL", path: "/a", host: nil)?.routeName == nil)
    }
}
