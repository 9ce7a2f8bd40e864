/// References and variables.
extension CodePage {
    static let environment: [CodePage] = [
        CodePage(
            .unsetVariable, "a variable that is not set",
            #"""
            The key counts as absent, so its default is used. Set the variable, or give it a default: \#
            ${NAME:-value}.
            """#,
            wrong: #"""
                reports:
                  path: ${PERFMON_EXAMPLE}
                """#,
            right: #"""
                reports:
                  path: ${PERFMON_EXAMPLE:-./perfmon-reports}
                """#),
        CodePage(
            .unsetRequiredVariable, "a variable that is not set, for a value that is needed",
            "A secret or a required key has no value without it. perfmon never goes on with an empty token.",
            wrong: #"""
                notifiers:
                  chat:
                    type: teams
                    webhook_url: ${PERFMON_EXAMPLE}
                """#,
            right: #"""
                notifiers:
                  chat: { type: teams, webhook_url: "${HOOK:-https://chat.example/x}" }
                pipelines:
                  default:
                    - deliver: { to: [chat] }
                """#),
        CodePage(
            .badReference, "a reference that is not one",
            #"""
            References are ${NAME}, ${NAME:-default}, ${env:NAME} and ${file:path}. To keep `${` as text, write \#
            `$${`.
            """#,
            wrong: #"""
                reports:
                  path: ${a b}
                """#,
            right: #"""
                reports:
                  path: $${a b}
                """#),
        CodePage(
            .unterminatedReference, "a reference without an end",
            "`${` needs `}`. If the default contains ` #`, quote the whole value: # begins a comment.",
            wrong: #"""
                reports:
                  path: ${HOME
                """#,
            right: #"""
                reports:
                  path: ${HOME:-x}
                """#),
        CodePage(
            .unknownVariable, "a PERF_ variable that perfmon does not know",
            "It has no effect; probably it is mistyped. Variables of the Linux tool perf are exempt.",
            wrong: "PERF_TRESHOLD=0.5",
            right: "PERF_THRESHOLD=0.5"),
        CodePage(
            .badVariable, "a variable with a value that cannot be used",
            "The variable overrides the file, so a value that cannot be used is an error, never a silent default.",
            wrong: "PERF_THRESHOLD=soon",
            right: "PERF_THRESHOLD=0.5"),
        CodePage(
            .secretTwice, "a secret given twice",
            "A variable and the variable with _FILE behind its name are both set. Unset one of them.",
            wrong: #"""
                PERF__NOTIFIERS__CHAT__TOKEN=…
                PERF__NOTIFIERS__CHAT__TOKEN_FILE=/run/secrets/chat
                """#,
            right: "PERF__NOTIFIERS__CHAT__TOKEN_FILE=/run/secrets/chat"),
        CodePage(
            .overriddenByVariable, "a value of the file that a variable overrides",
            "Variables are over the file. This is a note, nothing is wrong.",
            wrong: "PERF_SERVICE_NAME=store",
            right: "PERF_ENVIRONMENT=production"),
        CodePage(
            .unreadableReference, "a file that cannot be read",
            #"""
            The file of ${file:path} is missing, is not readable, has more than 64 KiB, or is not UTF-8. A \#
            relative path starts at the folder of the configuration.
            """#,
            wrong: #"""
                reports:
                  path: ${file:/no/such/file}
                """#,
            right: #"""
                reports:
                  path: ./perfmon-reports
                """#),
        CodePage(
            .twoVariables, "two variables for one key",
            "The short variable counts. Unset the other one.",
            wrong: #"""
                PERF_THRESHOLD=0.5
                PERF__THRESHOLDS__DEFAULT=1s
                """#,
            right: "PERF_THRESHOLD=0.5"),
        CodePage(
            .unknownGenericVariable, "a PERF__ variable that names no key",
            #"""
            The path behind PERF__ has two underscores between levels. Routes and notifiers are addressed by \#
            name, and must be in the file.
            """#,
            wrong: "PERF__REPORTS__PAHT=reports",
            right: "PERF__REPORTS__PATH=reports"),
        CodePage(
            .switchedOff, "errors that do not count",
            #"""
            PERF_ENABLED=false switches monitoring off, whatever the configuration says, so that it always can \#
            be. `perfmon check` shows the errors.
            """#,
            wrong: "PERF_ENABLED=false\nPERF_THRESHOLD=soon",
            right: "PERF_ENABLED=false\nPERF_THRESHOLD=2"),
        CodePage(
            .bareVariable, "a variable without braces",
            #"""
            Only ${NAME} is replaced; $NAME is text, although shells and other tools replace it as well. It is pointed out where \#
            it is the whole value, or where such a variable is set. Write ${NAME}, or $$ for a dollar that is meant.
            """#,
            wrong: #"""
                reports:
                  path: $REPORTS
                """#,
            right: #"""
                reports:
                  path: ${REPORTS:-./perfmon-reports}
                """#),
    ]
}
