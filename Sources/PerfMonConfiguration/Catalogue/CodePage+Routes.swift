/// Routes and URL lists.
extension CodePage {
    static let routes: [CodePage] = [
        CodePage(
            .unreachableRoute, "a route that can never match",
            #"""
            The first route that matches counts, and earlier routes take every request that this one is for. \#
            perfmon compares the patterns themselves, with methods and hosts, so the finding is exact; the \#
            example is a request that goes elsewhere. Move the route up, or remove it. Where the comparison \#
            would take too long, nothing is said.
            """#,
            wrong: #"""
                routes:
                  - match: /api/*
                  - match: "/api/users/{id}"
                """#,
            right: #"""
                routes:
                  - match: "/api/users/{id}"
                  - match: /api/*
                """#),
        CodePage(
            .filteredRoute, "a route that `urls` leaves out",
            "`urls` decides first which requests are looked at; of this route, none is.",
            wrong: #"""
                urls: { exclude: [/internal/*] }
                routes:
                  - match: /internal/jobs
                """#,
            right: #"""
                urls: { exclude: [/internal/health] }
                routes:
                  - match: /internal/jobs
                """#),
        CodePage(
            .contradictoryLists, "an included pattern that is excluded",
            "With `precedence: exclude`, everything that this pattern includes is left out again.",
            wrong: "urls: { include: [/api/a, /b], exclude: [/api/*], precedence: exclude }",
            right: "urls: { include: [/api/*, /b], exclude: [/api/a], precedence: exclude }"),
        CodePage(
            .excludeIgnored, "`exclude` without effect",
            #"""
            As in web-perfmonitor, `include` wins when both lists are set. `precedence: exclude` subtracts \#
            `exclude` from `include` instead.
            """#,
            wrong: "urls: { include: [/api/*], exclude: [/api/a] }",
            right: "urls: { include: [/api/*], exclude: [/api/a], precedence: exclude }"),
        CodePage(
            .nothingMonitored, "a configuration that monitors nothing",
            #"""
            The URL lists and routes together leave no request. To switch monitoring off, set \#
            PERF_ENABLED=false.
            """#,
            wrong: #"""
                urls: { exclude: ["/*"] }
                """#,
            right: "urls: { exclude: [/health] }"),
        CodePage(
            .trailingSlash, "routes that differ by a slash at the end",
            "`/users` and `/users/` are different paths to perfmon. That may be meant.",
            wrong: #"""
                routes:
                  - match: /users
                  - match: /users/
                """#,
            right: #"""
                routes:
                  - match: /users
                  - match: /users/*
                """#),
        CodePage(
            .starCrossesSlash, "a `*` between slashes",
            #"""
            `*` stands for any text, `/` included: `/a/*/b` matches `/a/x/y/b`. `{name}` stands for exactly one \#
            segment.
            """#,
            wrong: #"""
                routes:
                  - match: /a/*/b
                """#,
            right: #"""
                routes:
                  - match: "/a/{x}/b"
                """#),
    ]
}
