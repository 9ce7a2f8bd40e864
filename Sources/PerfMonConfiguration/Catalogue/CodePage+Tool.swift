/// Versions and the tool itself.
extension CodePage {
    static let tool: [CodePage] = [
        CodePage(
            .notEffectiveYet, "a key that has no effect in this version",
            "perfmon knows the key and checks it, but does not act on it yet."),
        CodePage(
            .unreadableFile, "a file that cannot be read",
            "The message says why."),
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
