/// What is wrong with routes and URL lists as a whole.
struct RouteCheck {
    private let settings: Settings
    private let routes: [CompiledRoute]
    private let include: [URLPattern]
    private let exclude: [URLPattern]
    private var coverage: RouteCoverage

    /// `exclude` as far as it counts.
    init(_ settings: Settings, routes: [CompiledRoute], table: RouteTable, include: [URLPattern], exclude: [URLPattern]) {
        self.settings = settings
        self.routes = routes
        self.include = include
        self.exclude = exclude
        coverage = RouteCoverage(routes: routes, table: table, include: include, exclude: exclude)
    }

    consuming func run() -> [Diagnostic] {
        let findings = coverage.findings()
        var diagnostics = findings.map(unreachable)
        diagnostics += contradictions()
        let unreached = Set(findings.map(\.route))
        let isReached = routes.indices.contains { routes[$0].policy != nil && !unreached.contains($0) }
        if !isReached, let universe = try? URLPattern("/*"), coverage.monitorsNothing(universe: universe) {
            diagnostics.append(
                Diagnostic(
                    .nothingMonitored, "no request at all is monitored",
                    help: "to switch monitoring off, set PERF_ENABLED=false", path: include.isEmpty ? "urls.exclude" : "urls.include"))
        }
        return diagnostics + twins() + starsInside()
    }

    private func unreachable(_ finding: RouteCoverage.Finding) -> Diagnostic {
        let name = name(finding.route)
        let earlier = finding.takers.compactMap { taker -> Int? in if case .route(let index) = taker { index } else { nil } }
        let path = matchPath(finding.route)
        guard let first = earlier.first else { return filteredOut(finding, name: name, path: path) }
        var diagnostic = Diagnostic(
            .unreachableRoute, "\(name) can never match",
            label: "e.g. \(Printable.text(finding.example.description, limit: 120)) goes to \(self.name(first))",
            help: "move \(name) above \(self.name(first))", path: path)
        let message =
            earlier.count == 1 && finding.takers.count == 1
            ? "every request that would match is taken here first" : "takes a part of its requests first"
        diagnostic.relatedSettings = earlier.prefix(3).map { (message, matchPath($0)) }
        return diagnostic
    }

    private func filteredOut(_ finding: RouteCoverage.Finding, name: String, path: SettingPath) -> Diagnostic {
        let excluded = finding.takers.compactMap { taker -> Int? in if case .excluded(let index) = taker { index } else { nil } }.sorted()
        var diagnostic = Diagnostic(
            .filteredRoute,
            excluded.isEmpty
                ? "\(name) can never match, for `urls.include` has none of its requests"
                : "\(name) can never match, for `urls` leaves all of its requests out",
            label: "e.g. \(Printable.text(finding.example.description, limit: 120)) is not monitored",
            help: "remove the route, or change `urls`", path: path)
        diagnostic.relatedSettings =
            excluded.isEmpty
            ? [("only these are monitored", "urls.include")]
            : excluded.prefix(3).map { ("left out here", SettingPath("urls.exclude").appending($0)) }
        return diagnostic
    }

    /// Patterns of `include` of which `exclude` leaves nothing.
    private func contradictions() -> [Diagnostic] {
        guard !include.isEmpty, !exclude.isEmpty else { return [] }
        var search = LanguageSearch(budget: 50_000)
        let outside = exclude.map { RequestLanguage(path: $0, hosts: []) }
        return include.indices.compactMap { index in
            let language = RequestLanguage(path: include[index], hosts: [])
            guard search.find(in: language, within: nil, outside: outside) == .none else { return nil }
            var diagnostic = Diagnostic(
                .contradictoryLists, "`urls.exclude` leaves out everything that this pattern includes", label: "has no effect",
                help: "remove it from one of the lists", path: SettingPath("urls.include").appending(index))
            diagnostic.relatedSettings = [("left out here", "urls.exclude")]
            return diagnostic
        }
    }

    /// `/users` beside `/users/`: two routes to perfmon.
    private func twins() -> [Diagnostic] {
        let isTwin = { (path: String) in path.utf8.count > 1 && path.utf8.last == UInt8(ascii: "/") }
        guard routes.contains(where: { isTwin($0.match.path) }) else { return [] }
        var seen: [String: Int] = [:]
        for (index, route) in routes.enumerated() where seen[route.match.path] == nil { seen[route.match.path] = index }
        return routes.indices.compactMap { index in
            let path = routes[index].match.path
            guard isTwin(path), let twin = seen[String(path.dropLast())] else { return nil }
            var diagnostic = Diagnostic(
                .trailingSlash, "`\(path)` and `\(path.dropLast())` are different paths to perfmon", label: "only with the slash",
                path: matchPath(index))
            diagnostic.relatedSettings = [("only without it", matchPath(twin))]
            return diagnostic
        }
    }

    /// `/api/*/users`, where one segment may have been meant.
    private func starsInside() -> [Diagnostic] {
        routes.indices.compactMap { index in
            // Nearly all patterns have at most one star, at the end.
            guard routes[index].path.text.utf8.dropLast().contains(UInt8(ascii: "*")) else { return nil }
            let slash = URLPattern.Token.byte(UInt8(ascii: "/"))
            let tokens = routes[index].path.tokens
            let isInside = tokens.indices.dropFirst().dropLast().contains { position in
                tokens[position] == .anyText && tokens[position - 1] == slash && tokens[position + 1] == slash
            }
            guard isInside else { return nil }
            return Diagnostic(
                .starCrossesSlash, "`*` stands for any text, `/` included", label: "write {name} for exactly one segment",
                path: matchPath(index))
        }
    }

    private func name(_ index: Int) -> String {
        settings.routes[index].name.map { "route `\($0)`" }
            ?? "route \(index + 1) (`\(Printable.text(settings.routes[index].match.path, limit: 60))`)"
    }

    private func matchPath(_ index: Int) -> SettingPath {
        SettingPath(route: index).appending("match")
    }
}
