/// Keys and values.
extension CodePage {
    static let schema: [CodePage] = [
        CodePage(
            .wrongType, "a value of the wrong type",
            "The message says which type is expected.",
            wrong: "profiling: { enabled: maybe }",
            right: "profiling: { enabled: true }"),
        CodePage(
            .unknownKey, "a key that is not valid where it stands",
            #"""
            A key that is not known is an error, because it would be ignored: usually it is mistyped, or belongs \#
            elsewhere. Keys that begin with `x-` are free at the top level.
            """#,
            wrong: "thresholds: { defualt: 1s }",
            right: "thresholds: { default: 1s }"),
        CodePage(
            .missingKey, "a required key that is missing",
            "The map needs this key.",
            wrong: #"""
                routes:
                  - { threshold: 1s }
                """#,
            right: #"""
                routes:
                  - { match: /a, threshold: 1s }
                """#),
        CodePage(
            .notAllowed, "a value that is not one of those allowed",
            "The message lists the values.",
            wrong: "urls: { precedence: both }",
            right: "urls: { precedence: exclude }"),
        CodePage(
            .outOfRange, "a number outside its range",
            "The message says the range.",
            wrong: "profiling: { ratio: 2 }",
            right: "profiling: { ratio: 0.5 }"),
        CodePage(
            .badDuration, "a value that is not a duration",
            #"""
            A duration is a number with a unit: ns, us, ms, s, m, h, d or w. Tools disagree on what a bare \#
            number means, so perfmon asks for the unit; `0` needs none.
            """#,
            wrong: "thresholds: { default: 500 }",
            right: "thresholds: { default: 500ms }"),
        CodePage(
            .badQuantity, "a value that is not a size or share",
            #"""
            A size is a whole number with B, KB, MB, GB, KiB, MiB or GiB; a share is a percentage, or a number \#
            from 0 to 1.
            """#,
            wrong: "profiling: { max_overhead: 5 }",
            right: "profiling: { max_overhead: 5% }"),
        CodePage(
            .badPattern, "a value that is not a pattern",
            #"""
            Patterns are for paths, which begin with `/`. `*` stands for any text, `?` for one character, `[ab]` \#
            for one of a set, `{name}` for exactly one segment.
            """#,
            wrong: #"""
                urls: { include: ["/a["] }
                """#,
            right: #"""
                urls: { include: ["/a[b]"] }
                """#),
        CodePage(
            .wrongLength, "a text, list or map of the wrong length",
            "The message says the limit.",
            wrong: #"""
                reports: { path: "" }
                """#,
            right: "reports: { path: reports }"),
        CodePage(
            .repeatedItem, "an item that is listed twice",
            "Each item of this list counts once.",
            wrong: "reports: { formats: [html, html] }",
            right: "reports: { formats: [html] }"),
        CodePage(
            .nullValue, "nothing where a value is needed",
            "The key is there, its value is not.",
            wrong: #"""
                routes:
                  - match:
                """#,
            right: #"""
                routes:
                  - match: /a
                """#),
        CodePage(
            .unsupportedVersion, "an unsupported version of the format",
            "`version` is the version of the file's format, not of perfmon or of the service. It is 1.",
            wrong: "version: 2",
            right: "version: 1"),
        CodePage(
            .malformedText, "a text that does not have the required form",
            "The message says the form.",
            wrong: #"""
                routes:
                  - { name: My Route, match: /a }
                """#,
            right: #"""
                routes:
                  - { name: my-route, match: /a }
                """#),
    ]
}
