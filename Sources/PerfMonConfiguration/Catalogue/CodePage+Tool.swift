/// Versions and the tool itself.
extension CodePage {
    static let tool: [CodePage] = [
        CodePage(
            .notEffectiveYet, "a key that has no effect in this version",
            "perfmon knows the key and checks it, but does not act on it yet.",
            wrong: "reports: { formats: [html, pprof] }",
            right: "reports: { formats: [html] }"),
        CodePage(
            .unreadableFile, "a file that cannot be read",
            "There is no such file, it is a directory or a pipe, or this user may not read it; the message says which.",
            wrong: "mkdir perfmon.yaml",
            right: #"""
                printf 'version: 1\nservice: { name: shop }\n' > perfmon.yaml
                """#),
        CodePage(
            .limitReached, "more findings than are shown",
            #"""
            Only the first findings of a file are shown, 50 to people and 1000 to programs; all are counted. Often a \#
            few mistakes cause the others: repair what is shown, and check again.
            """#,
            wrong: #"""
                printf 'version: 1\nservice: { name: shop }\n' > perfmon.yaml
                for number in $(seq 60); do printf 'key%d: 1\n' $number >> perfmon.yaml; done
                """#,
            right: #"""
                printf 'version: 1\nservice: { name: shop }\n' > perfmon.yaml
                """#),
        CodePage(
            .unusedSuppression, "a suppression that suppresses nothing",
            #"""
            A comment `# perfmon: allow CODE reason` counts for its own line and the next one. Nothing with this \#
            code was found there; remove the comment.
            """#,
            wrong: #"""
                # perfmon: allow PM0304 both lists are for documentation
                urls: { include: [/a] }
                """#,
            right: "urls: { include: [/a] }"),
    ]
}
