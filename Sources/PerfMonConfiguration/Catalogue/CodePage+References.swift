/// Names, notifiers and pipelines.
extension CodePage {
    static let references: [CodePage] = [
        CodePage(
            .undefinedNotifier, "a notifier that is not defined",
            "Pipelines name notifiers by the keys of `notifiers`.",
            wrong: #"""
                pipelines:
                  default:
                    - deliver: { to: [chat] }
                """#,
            right: #"""
                notifiers:
                  chat: { type: teams, webhook_url: "${HOOK:-https://chat.example/x}" }
                pipelines:
                  default:
                    - deliver: { to: [chat] }
                """#),
        CodePage(
            .undefinedPipeline, "a pipeline that is not defined",
            "Routes name pipelines by the keys of `pipelines`.",
            wrong: #"""
                routes:
                  - { match: /a, pipeline: urgent }
                """#,
            right: #"""
                routes:
                  - { match: /a }
                """#),
        CodePage(
            .unusedNotifier, "a notifier that is never used",
            "No stage `deliver` names it, so it sends nothing. Name it, remove it, or write `enabled: false`.",
            wrong: #"""
                notifiers:
                  chat: { type: teams, webhook_url: "${HOOK:-https://chat.example/x}" }
                """#,
            right: #"""
                notifiers:
                  chat: { type: teams, webhook_url: "${HOOK:-https://chat.example/x}" }
                pipelines:
                  default:
                    - deliver: { to: [chat] }
                """#),
        CodePage(
            .unusedPipeline, "a pipeline that is never used",
            "No route names it, and only the pipeline called `default` is used without being named.",
            wrong: #"""
                notifiers:
                  chat: { type: teams, webhook_url: "${HOOK:-https://chat.example/x}" }
                pipelines:
                  default:
                    - deliver: { to: [chat] }
                  urgent:
                    - deliver: { to: [chat] }
                """#,
            right: #"""
                notifiers:
                  chat: { type: teams, webhook_url: "${HOOK:-https://chat.example/x}" }
                pipelines:
                  default:
                    - deliver: { to: [chat] }
                """#),
        CodePage(
            .duplicateName, "a name that is used twice",
            #"""
            Names of routes are handles for variables and reports, so each must be used once. In variables, `-` \#
            and `_` are the same.
            """#,
            wrong: #"""
                routes:
                  - { name: a, match: /a }
                  - { name: a, match: /b }
                """#,
            right: #"""
                routes:
                  - { name: a, match: /a }
                  - { name: b, match: /b }
                """#),
        CodePage(
            .stageNeverRuns, "a stage that never runs",
            "`deliver` ends a pipeline. Stages behind it have no effect.",
            wrong: #"""
                notifiers:
                  chat: { type: teams, webhook_url: "${HOOK:-https://chat.example/x}" }
                pipelines:
                  default:
                    - deliver: { to: [chat] }
                    - dedup: {}
                """#,
            right: #"""
                notifiers:
                  chat: { type: teams, webhook_url: "${HOOK:-https://chat.example/x}" }
                pipelines:
                  default:
                    - dedup: {}
                    - deliver: { to: [chat] }
                """#),
        CodePage(
            .nothingDelivered, "a pipeline that sends nothing",
            "Without a stage `deliver`, nobody hears of a slow request.",
            wrong: #"""
                pipelines:
                  default:
                    - dedup: {}
                """#,
            right: #"""
                notifiers:
                  chat: { type: teams, webhook_url: "${HOOK:-https://chat.example/x}" }
                pipelines:
                  default:
                    - deliver: { to: [chat] }
                """#),
        CodePage(
            .uselessFallback, "a fallback that has failed already",
            "A fallback is tried when `to` has failed. A notifier that is in both is tried twice for nothing.",
            wrong: #"""
                notifiers:
                  chat: { type: teams, webhook_url: "${HOOK:-https://chat.example/x}" }
                pipelines:
                  default:
                    - deliver: { to: [chat], fallback: [chat] }
                """#,
            right: #"""
                notifiers:
                  chat: { type: teams, webhook_url: "${HOOK:-https://chat.example/x}" }
                pipelines:
                  default:
                    - deliver: { to: [chat] }
                """#),
        CodePage(
            .idleFilter, "a filter that lets everything through",
            #"""
            A request is reported only when it takes longer than its threshold, so a smaller `min_duration` \#
            holds nothing back.
            """#,
            wrong: #"""
                notifiers:
                  chat: { type: teams, webhook_url: "${HOOK:-https://chat.example/x}" }
                pipelines:
                  default:
                    - filter: { min_duration: 500ms }
                    - deliver: { to: [chat] }
                """#,
            right: #"""
                notifiers:
                  chat: { type: teams, webhook_url: "${HOOK:-https://chat.example/x}" }
                pipelines:
                  default:
                    - filter: { min_duration: 5s }
                    - deliver: { to: [chat] }
                """#),
        CodePage(
            .attachedFormatNotWritten, "an attached format that is not written",
            #"""
            Only files that `reports.formats` names are written, so only they can be attached. Add the format there, \#
            or take it out of `attach`.
            """#,
            wrong: #"""
                reports: { formats: [html] }
                notifiers:
                  chat: { type: teams, webhook_url: "${HOOK:-x}" }
                pipelines:
                  default:
                    - format: { attach: [html, markdown] }
                    - deliver: { to: [chat] }
                """#,
            right: #"""
                reports: { formats: [html] }
                notifiers:
                  chat: { type: teams, webhook_url: "${HOOK:-x}" }
                pipelines:
                  default:
                    - format: { attach: [html] }
                    - deliver: { to: [chat] }
                """#),
        CodePage(
            .undefinedRoute, "a route that is not defined",
            "A filter names routes by their `name`.",
            wrong: #"""
                notifiers:
                  chat: { type: teams, webhook_url: "${HOOK:-https://chat.example/x}" }
                pipelines:
                  default:
                    - filter: { routes: [users] }
                    - deliver: { to: [chat] }
                """#,
            right: #"""
                notifiers:
                  chat: { type: teams, webhook_url: "${HOOK:-https://chat.example/x}" }
                pipelines:
                  default:
                    - filter: { routes: [users] }
                    - deliver: { to: [chat] }
                routes:
                  - { name: users, match: /users }
                """#),
    ]
}
