import Testing

@testable import PerfMonConfiguration

@Suite struct ReferenceTemplateTests {
    typealias Part = ReferenceTemplate.Part

    static let valid: [(String, [Part])] = [
        ("", [.literal("")]),
        ("text", [.literal("text")]),
        ("$", [.literal("$")]),
        ("$$", [.literal("$")]),
        ("$$$$", [.literal("$$")]),
        ("$NAME", [.literal("$NAME")]),
        ("$${NAME}", [.literal("${NAME}")]),
        ("$$${NAME}", [.literal("$"), .variable(name: "NAME", fallback: nil)]),
        ("${NAME}", [.variable(name: "NAME", fallback: nil)]),
        ("${_a1}", [.variable(name: "_a1", fallback: nil)]),
        ("${env:NAME}", [.variable(name: "NAME", fallback: nil)]),
        ("${NAME:-}", [.variable(name: "NAME", fallback: "")]),
        ("${NAME:-a b:-c}", [.variable(name: "NAME", fallback: "a b:-c")]),
        ("${env:NAME:-x}", [.variable(name: "NAME", fallback: "x")]),
        ("${file:/run/x}", [.file(path: "/run/x")]),
        (
            "a${A}b${B}c",
            [.literal("a"), .variable(name: "A", fallback: nil), .literal("b"), .variable(name: "B", fallback: nil), .literal("c")]
        ),
        ("}{", [.literal("}{")]),
    ]

    @Test(arguments: valid)
    func parses(text: String, parts: [Part]) throws {
        #expect(try ReferenceTemplate.parse(text) == parts)
    }

    @Test(arguments: [
        "${}", "${ A}", "${A }", "${1A}", "${A-b}", "${A:b}", "${A:?b}", "${A?b}", "${A:+b}", "${env:}", "${env:1}", "${file:}",
        "${vault:x}",
        "${A:-${B}}", "${Ä}", "${A.B}",
    ])
    func rejects(text: String) {
        #expect { try ReferenceTemplate.parse(text) } throws: { ($0 as? ReferenceTemplate.Problem)?.isUnterminated == false }
    }

    @Test(arguments: ["${", "${A", "${A:-b", "x ${file:/a", "${A}${B"])
    func noticesMissingBrace(text: String) {
        #expect { try ReferenceTemplate.parse(text) } throws: { ($0 as? ReferenceTemplate.Problem)?.isUnterminated == true }
    }
}

@Suite struct InterpolationTests {
    private func plan(_ yaml: String, _ variables: [String: String] = [:]) throws -> MonitoringPlan {
        try #require(check(yaml, variables).plan)
    }

    @Test func plainReferencesBecomeNumbersAndBooleans() throws {
        let yaml = head + "profiling: { enabled: \"${ON}\", ratio: 1 }\n"
        #expect(check(yaml, ["ON": "true"]).report.diagnostics.map(summary) == ["PM0101 3:23"])
        let plain = head + "profiling:\n  enabled: ${ON}\n  ratio: ${RATIO}\n  max_stack_depth: ${DEPTH:-7}\n"
        let profiling = try plan(plain, ["ON": "false", "RATIO": "0.25"]).profiling
        #expect(!profiling.isEnabled)
        #expect(profiling.ratio == 0.25)
        #expect(profiling.maxStackDepth == 7)
    }

    @Test func digitsFromOutsideAreTextWhereTextIsWanted() throws {
        #expect(try plan("version: 1\nservice:\n  name: ${NAME}\n", ["NAME": "0123"]).service.name == "0123")
    }

    @Test func valuesFromOutsideCannotAddStructure() throws {
        let value = "a\nreports: { path: /x }\n${OTHER} # \"{["
        let plan = try plan("version: 1\nservice:\n  name: ${NAME}\n", ["NAME": value, "OTHER": "no"])
        #expect(plan.service.name == value)
        #expect(plan.reports.path == "./perfmon-reports")
    }

    @Test(arguments: ["", "   ", "\t"])
    func emptyCountsAsUnset(value: String) throws {
        #expect(try plan("version: 1\nservice:\n  name: ${NAME:-fallback}\n", ["NAME": value]).service.name == "fallback")
    }

    @Test func keysAreNotTouched() {
        let outcome = check(head + "reports: { \"${KEY}\": x }\n", ["KEY": "path"])
        #expect(outcome.report.diagnostics.map(summary) == ["PM0102 3:12"])
    }

    @Test func readsFilesWithoutTheirLastLineBreak() throws {
        let path = Fixture.path("smtp-password.txt")
        #expect(try plan(head + "reports:\n  path: ${file:\(path)}\n").reports.path == "correct horse battery staple")
    }
}
