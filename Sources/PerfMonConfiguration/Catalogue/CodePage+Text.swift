/// Text and YAML.
extension CodePage {
    static let text: [CodePage] = [
        CodePage(
            .invalidUTF8, "bytes that are not UTF-8",
            #"""
            A configuration is text in UTF-8. The byte that is shown belongs to another encoding, often Latin-1. \#
            Save the file as UTF-8.
            """#,
            wrong: #"""
                printf 'version: 1\nservice: { name: caf\351 }\n' > perfmon.yaml
                """#,
            right: #"""
                printf 'version: 1\nservice: { name: caf\303\251 }\n' > perfmon.yaml
                """#),
        CodePage(
            .controlCharacter, "a control character",
            #"""
            NUL and other control characters have no place in a configuration and would reach logs and \#
            terminals. Remove the character.
            """#,
            wrong: #"""
                reports: { path: "a\0b" }
                """#,
            right: "reports: { path: a-b }"),
        CodePage(
            .wrongEncoding, "a file in UTF-16 or UTF-32",
            "Some editors save text in UTF-16. perfmon reads UTF-8. Save the file as UTF-8.",
            wrong: #"""
                printf 'version: 1\nservice: { name: shop }\n' | iconv -f UTF-8 -t UTF-16 > perfmon.yaml
                """#,
            right: #"""
                printf 'version: 1\nservice: { name: shop }\n' > perfmon.yaml
                """#),
        CodePage(
            .tabIndentation, "a tab in the indentation",
            "YAML indents with spaces only. Replace each tab by spaces; `perfmon check --fix` does.",
            wrong: #"""
                thresholds:
                	default: 1s
                """#,
            right: #"""
                thresholds:
                  default: 1s
                """#),
        CodePage(
            .indentation, "indentation that fits no level",
            #"""
            The line is indented less or more than its neighbours, or a list or map begins where none can stand. \#
            Indent it like the keys that it belongs to.
            """#,
            wrong: #"""
                thresholds:
                  default: 1s
                   by_method: { GET: 2s }
                """#,
            right: #"""
                thresholds:
                  default: 1s
                  by_method: { GET: 2s }
                """#),
        CodePage(
            .unclosedQuote, "a quote or bracket that is never closed",
            "The place that is shown is where the quote or bracket was opened, not where YAML noticed. Close it.",
            wrong: #"""
                reports: { path: "reports }
                """#,
            right: #"""
                reports: { path: "reports" }
                """#),
        CodePage(
            .needsQuotes, "a value that must be quoted",
            #"""
            `*`, `&`, `@`, `%`, a backtick, braces inside brackets, and `: ` mean something to YAML. In quotes \#
            they are text.
            """#,
            wrong: #"""
                urls:
                  include: [/users/{id}]
                """#,
            right: #"""
                urls:
                  include: ["/users/{id}"]
                """#),
        CodePage(
            .badEscape, "an unknown escape",
            #"""
            In double quotes, `\` begins an escape, and YAML knows only some. In single quotes it stands for \#
            itself.
            """#,
            wrong: #"""
                reports:
                  path: "C:\perfmon"
                """#,
            right: #"""
                reports:
                  path: 'C:\perfmon'
                """#),
        CodePage(
            .severalDocuments, "more than one document",
            #"""
            `---` begins a new YAML document. Other tools ignore all but the first without a word; perfmon reads \#
            exactly one.
            """#,
            wrong: #"""
                ---
                thresholds: { default: 1s }
                """#,
            right: "thresholds: { default: 1s }"),
        CodePage(
            .emptyFile, "an empty file",
            #"""
            The file has nothing but blanks or comments. `perfmon init` writes one to start from. Without any \#
            file, the defaults count.
            """#,
            wrong: #"""
                printf '# nothing yet\n' > perfmon.yaml
                """#,
            right: #"""
                printf 'version: 1\nservice: { name: shop }\n' > perfmon.yaml
                """#),
        CodePage(
            .duplicateKey, "a key that is there twice",
            "YAML tools disagree on which of the two counts. Keep one of them.",
            wrong: #"""
                thresholds:
                  default: 1s
                  default: 2s
                """#,
            right: #"""
                thresholds:
                  default: 1s
                """#),
        CodePage(
            .ambiguousScalar, "a value that YAML versions read differently",
            #"""
            `yes`, `no`, `on`, `off` are booleans to YAML 1.1 and text to YAML 1.2; `010` is 8 to one and 10 to \#
            the other. Quote the text, or write the number without a leading zero.
            """#,
            wrong: "reports: { path: no }",
            right: #"""
                reports: { path: "no" }
                """#),
        CodePage(
            .undefinedAlias, "an alias without an anchor",
            #"""
            `*name` repeats the value that was marked with `&name` above it. Text that begins with `*` must be \#
            quoted.
            """#,
            wrong: #"""
                urls:
                  include:
                    - *api
                """#,
            right: #"""
                urls:
                  include:
                    - "*api"
                """#),
        CodePage(
            .recursiveAlias, "an alias inside its own value",
            "A value cannot contain itself.",
            wrong: "x-a: &a [*a]",
            right: "x-a: &a [1]"),
        CodePage(
            .expansionLimit, "aliases that multiply",
            #"""
            When every alias is replaced by what it stands for, the file has more values than any configuration. \#
            Such files are used to exhaust memory.
            """#,
            wrong: #"""
                x-a: &a [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
                x-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
                x-c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
                x-d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
                x-e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
                x-f: [*e, *e]
                """#,
            right: #"""
                x-a: &a [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
                x-b: [*a, *a]
                """#),
        CodePage(
            .nestingLimit, "values that are nested too deeply",
            "A configuration needs six levels; perfmon reads 64.",
            wrong: #"""
                printf 'version: 1\nservice: { name: shop }\nx-deep: %s%s\n' "$(printf '[%.0s' $(seq 65))" "$(printf ']%.0s' $(seq 65))" \
                    > perfmon.yaml
                """#,
            right: #"""
                printf 'version: 1\nservice: { name: shop }\nx-deep: [[[]]]\n' > perfmon.yaml
                """#),
        CodePage(
            .tooLarge, "a file, or a part of it, that is too large",
            "A file may have 1 MiB and 200,000 keys and values, a text 64 KiB and a key 256 bytes. Is this the right file?",
            wrong: #"""
                printf 'version: 1\nservice: { name: shop }\n' > perfmon.yaml
                yes '# this is no configuration' | head -c 2000000 >> perfmon.yaml
                """#,
            right: #"""
                printf 'version: 1\nservice: { name: shop }\n' > perfmon.yaml
                """#),
        CodePage(
            .unsupportedTag, "a tag that is not allowed",
            #"""
            `!` begins a YAML tag. Only !!str, !!int, !!float, !!bool, !!null, !!map and !!seq are allowed. Text \#
            that begins with `!` must be quoted.
            """#,
            wrong: "reports: { path: !reports }",
            right: #"""
                reports: { path: "!reports" }
                """#),
        CodePage(
            .looksLikeComment, "a value that looks like a comment",
            "Behind a blank, `#` begins a comment, so the key has no value. Quote it.",
            wrong: #"""
                reports:
                  path: #reports
                """#,
            right: #"""
                reports:
                  path: "#reports"
                """#),
        CodePage(
            .unrenderedTemplate, "a template that was not rendered",
            "`{{ … }}` is a map inside a map to YAML. Render the template first, or quote the value.",
            wrong: "reports: { path: {{ path }} }",
            right: #"""
                reports: { path: "{{ path }}" }
                """#),
        CodePage(
            .keyNotText, "a key that is not text",
            "Keys are names. A list or map cannot be one.",
            wrong: #"""
                thresholds:
                  [a]: 1s
                """#,
            right: "thresholds: { default: 1s }"),
        CodePage(
            .syntax, "a YAML syntax error",
            "The file is not YAML, in a way that has no page of its own.",
            wrong: #"""
                printf '%%YAML 1.3\n---\nversion: 1\nservice: { name: shop }\n' > perfmon.yaml
                """#,
            right: #"""
                printf '%%YAML 1.2\n---\nversion: 1\nservice: { name: shop }\n' > perfmon.yaml
                """#),
    ]
}
