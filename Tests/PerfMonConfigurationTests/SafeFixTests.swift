import Testing

@testable import PerfMonConfiguration

/// What a repair must keep: everything but the mistake.
@Suite struct SafeFixTests {
    private func fix(_ yaml: String) -> SafeFix {
        let source = SourceFile(name: "perfmon.yaml", bytes: Array(yaml.utf8))
        return SafeFix(source, report: check(yaml).report, environment: EnvironmentVariables(["T": "1s"]))
    }

    /// The value as it stands in the file, and as it has to be written.
    @Test(arguments: [
        ("@a\u{200B}bé", "\"@a\u{200B}bé\""),
        ("@a \"b\" it's", "'@a \"b\" it''s'"),
        ("@it's", "\"@it's\""),
        ("@\\d", "'@\\d'"),
        ("*/" + String(repeating: "abcdefghij", count: 9), "\"*/" + String(repeating: "abcdefghij", count: 9) + "\""),
    ])
    func quotesKeepEveryCharacter(value: String, quoted: String) {
        #expect(fix("version: 1\nservice:\n  name: \(value) # why\n").text == "version: 1\nservice:\n  name: \(quoted) # why\n")
    }

    @Test func quotesEndWhereTheValueEnds() {
        let yaml = head + "thresholds: {default: ${T}}\nurls: {include: [/a/{b}, */c, /d/${T}/e]}\n"
        let repaired = head + "thresholds: {default: \"${T}\"}\nurls: {include: [\"/a/{b}\", \"*/c\", \"/d/${T}/e\"]}\n"
        #expect(fix(yaml).text == repaired)
        #expect(fix(yaml).remaining.diagnostics.map(\.description) == [])
    }

    @Test(arguments: ["{name: ${T}}", "{ name: ${T} }", "{name: ${T}, environment: b}"])
    func theMessageNamesTheWholeReferenceAndNoMore(map: String) {
        let diagnostics = check("version: 1\nservice: \(map)\n").report.diagnostics
        #expect(diagnostics.map(\.label) == ["write \"${T}\""])
    }

    /// A list item that is a key as well: quotes around the line would make text of it.
    @Test func aKeyIsNotQuotedTogetherWithItsValue() {
        #expect(fix("version: 1\n@service: 1\n").count == 0)
    }

    @Test func aNameIsProposedForOneKeyOnly() {
        #expect(fix("version: 1\nservice: {nam: a, nme: b}\n").text == "version: 1\nservice: {name: a, nme: b}\n")
        #expect(fix("version: 1\nservice: {nam: a, name: b}\n").text == "version: 1\nservice: {nam: a, name: b}\n")
    }

    @Test func anAnchorStaysWhenItsValueIsRepaired() {
        let yaml = "version: 1\nservice: { name: a, environment: &e no }\nx-a: *e\nthresholds: { default: &t 5 sec }\n"
        #expect(fix(yaml).text.contains("environment: &e \"no\" }"))
        #expect(fix(yaml).text.contains("default: &t 5s }"))
    }

    @Test(arguments: [
        // A list below a key that is indented itself.
        ("urls:\n    exclude:\n\t- /a\n\t- /b\n", "urls:\n    exclude:\n      - /a\n      - /b\n"),
        ("thresholds:\n\tby_method:\n\t\tGET: 1s\n\tdefault: 2s\n", "thresholds:\n  by_method:\n    GET: 1s\n  default: 2s\n"),
        ("urls:\n  include: [/a]\n\texclude: [/b]\n", "urls:\n  include: [/a]\n  exclude: [/b]\n"),
        ("urls: # lists\n \tinclude: [/a]\n", "urls: # lists\n  include: [/a]\n"),
    ])
    func tabsBecomeTheIndentationOfTheirBlock(yaml: String, repaired: String) {
        #expect(fix(head + yaml).text == head + repaired)
    }

    /// Nobody knows which of two levels is meant.
    @Test func tabsThatFitNoLevelStay() {
        let yaml = head + "routes:\n    - match: /a\n\tthreshold: 1s\n"
        #expect(fix(yaml).text == yaml)
    }

    @Test(arguments: [
        ("channel: #perf", "channel: \"#perf\""), ("channel: #a\"b", "channel: '#a\"b'"),
        ("channel: #perf # why", "channel: \"#perf\" # why"),
        // Is `alerts` a part of the name, or a remark?
        ("channel: #perf alerts", "channel: #perf alerts"),
    ])
    func whatLooksLikeACommentIsQuotedWhenItIsOneWord(line: String, repaired: String) {
        let yaml = head + "notifiers:\n  b:\n    type: slack\n    bot_token: ${T}\n    "
        #expect(fix(yaml + line + "\n").text == yaml + repaired + "\n")
    }
}
