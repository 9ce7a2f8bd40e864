import Testing

@testable import PerfMonConfiguration

/// What is said about mistakes that libyaml reports elsewhere, or in its own words.
@Suite struct SyntaxMessageTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var yaml: String
        var place: String
        var message: String
        var label: String?

        var testDescription: String { String(yaml.prefix(60)) }
    }

    static let rows: [Row] = [
        Row(yaml: "version: 1\nservice: {name: a}}\n", place: "PM0022 2:19", message: "this `}` closes nothing", label: "remove it"),
        Row(
            yaml: "version: 1\nservice: {name: a} foo\n", place: "PM0022 2:20", message: "there is text behind the closing `}`",
            label: "this does not belong to the value"),
        Row(
            yaml: "urls: {include: [/a] }, b: 1\n", place: "PM0022 1:23", message: "there is text behind the closing `}`",
            label: "this does not belong to the value"),
        Row(
            yaml: "urls:\n  include: [/a/[ab]]\n", place: "PM0007 2:13",
            message: "inside `[ ]` and `{ }`, a text with brackets must be quoted", label: "write \"/a/[ab]\""),
        Row(
            yaml: "urls:\n  include: [/b, /a/[ab]/c, /d]\n", place: "PM0007 2:17",
            message: "inside `[ ]` and `{ }`, a text with brackets must be quoted", label: "write \"/a/[ab]/c\""),
        Row(
            yaml: "urls: {include: [/a, , /b]}\n", place: "PM0022 1:22", message: "there is nothing before this comma",
            label: "remove it, or write a value before it"),
        Row(
            yaml: "reports: { path: /a }\nservice: }\n", place: "PM0007 2:10", message: "a text that starts with `}` must be quoted",
            label: "write \"}\""),
        Row(
            yaml: "%FOO bar\n---\nversion: 1\n", place: "PM0022 1:1", message: "YAML knows no such directive",
            label: "remove the line, or quote the text"),
        Row(
            yaml: "%YAML 1.3\n---\nversion: 1\n", place: "PM0022 1:1",
            message: "perfmon reads YAML 1.2, and 1.1, which this line does not say", label: "write %YAML 1.2, or remove the line"),
        Row(
            yaml: "version: 1\n\(String(repeating: "k", count: 1025)): 1\n", place: "PM0017 2:1",
            message: "this key has 1025 bytes; a key may have 256", label: "too long"),
        Row(
            yaml: "urls:\n  \(String(repeating: "k", count: 1025)): 1\n", place: "PM0017 2:3",
            message: "this key has 1025 bytes; a key may have 256", label: "too long"),
        Row(
            yaml: "version: 1\nservice:\n  name: a\n\u{FEFF}  environment: b\n", place: "PM0002 4:1",
            message: "a byte order mark (U+FEFF), which is invisible, stands in the middle of the file", label: "remove it"),
    ]

    @Test(arguments: rows)
    func namesTheCause(row: Row) throws {
        let diagnostics = check(row.yaml).report.diagnostics
        #expect(diagnostics.map(summary) == [row.place])
        #expect(diagnostics.first?.message == row.message)
        #expect(diagnostics.first?.label == row.label)
    }

    @Test(arguments: [
        ("routes: [{ match: '/a b' }]\n", "`/a b` has a blank in its path", "a path has none; requests write it as %20"),
        ("thresholds: { default: 1h 30m }\n", "`1h 30m` has a blank in it", "did you mean 1h30m?"),
        ("thresholds: { default: 1h 30x }\n", "`1h 30x` has the unknown unit `h `", "units are ns, us, ms, s, m, h, d and w"),
        ("reports: { retention: { max_bytes: 1.5GiB } }\n", "`1.5GiB` is not a whole number", "did you mean 1536MiB?"),
        ("reports: { retention: { max_bytes: 1.5 GB } }\n", "`1.5 GB` is not a whole number", "did you mean 1500MB?"),
        ("reports: { retention: { max_bytes: 1.5XB } }\n", "`1.5XB` has an unknown unit", "units are B, KB, MB, GB, KiB, MiB and GiB"),
    ])
    func valuesSayWhatWasMeant(yaml: String, message: String, label: String) {
        let finding = check(head + yaml).report.diagnostics.first { $0.severity == .error }
        #expect(finding?.message == message)
        #expect(finding?.label == label)
    }

    /// A reference in quotes is text, whatever it stands for; only then do the quotes matter.
    @Test(arguments: [
        ("profiling: { max_stack_depth: '${D}' }\n", "12", true), ("profiling: { max_stack_depth: '${D}' }\n", "many", false),
        ("profiling: { enabled: \"${D}\" }\n", "true", true), ("profiling: { ratio: \"${D}\" }\n", "true", false),
        ("profiling:\n  max_stack_depth: ${D}\n", "many", false),
    ])
    func quotesOfReferencesAreNamed(yaml: String, value: String, isQuoted: Bool) {
        let finding = check(head + yaml, ["D": value]).report.diagnostics.first
        #expect(finding?.code == .wrongType)
        #expect((finding?.help == "remove the quotes: in quotes, a reference is text") == isQuoted)
    }
}
