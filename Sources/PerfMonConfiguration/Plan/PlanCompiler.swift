/// Turns settings into a plan, and reports what in them cannot be.
struct PlanCompiler {
    let settings: Settings
    private(set) var diagnostics: [Diagnostic] = []

    private let statusThresholds: [RequestPolicy.StatusThreshold]
    private let defaultPipeline: String?
    private let headers: HeaderPolicy

    init(_ settings: Settings) {
        self.settings = settings
        headers = HeaderPolicy(settings.headers)
        statusThresholds = Self.statusThresholds(settings)
        defaultPipeline = settings.pipelines.first { $0.name == Pipeline.defaultName }?.name
    }

    /// The plan; `nil` when there are errors among the diagnostics.
    mutating func compile() -> MonitoringPlan? {
        checkSettings()
        guard let rules = compileRules() else { return nil }
        check(rules)
        return plan(rules)
    }

    /// URL patterns and routes, ready for look-ups.
    struct Rules {
        var include: [URLPattern]
        var exclude: [URLPattern]
        var routes: [CompiledRoute]
        var table: RouteTable
    }

    mutating func checkSettings() {
        diagnostics = SettingsCheck(settings).run() + NameCheck.run(settings) + PipelineCheck(settings).run()
        diagnostics += LimitCheck(settings).run() + SecretCheck.run(settings) + NotifierCheck(settings).run()
        diagnostics += AttachmentCheck.run(settings)
    }

    /// `nil` when there are errors among the diagnostics.
    mutating func compileRules() -> Rules? {
        let include = paths(settings.urls.include, at: "urls.include")
        let exclude = paths(settings.urls.exclude, at: "urls.exclude")
        var routes: [CompiledRoute] = []
        routes.reserveCapacity(settings.routes.count)
        for (index, route) in settings.routes.enumerated() {
            if let compiled = compile(route, at: SettingPath(route: index).appending("match")) { routes.append(compiled) }
        }
        guard !hasErrors else { return nil }
        return Rules(include: include, exclude: exclude, routes: routes, table: RouteTable(routes))
    }

    mutating func check(_ rules: Rules) {
        let exclude = rules.include.isEmpty || settings.urls.precedence == .exclude ? rules.exclude : []
        diagnostics += RouteCheck(settings, routes: rules.routes, table: rules.table, include: rules.include, exclude: exclude).run()
    }

    /// `nil` when there are errors among the diagnostics.
    func plan(_ rules: Rules) -> MonitoringPlan? {
        guard !hasErrors else { return nil }
        let filter = URLFilter(include: rules.include, exclude: rules.exclude, precedence: settings.urls.precedence)
        let fallback = policies(RouteSettings(match: RouteMatch(path: "*")))
        return MonitoringPlan(settings: settings, filter: filter, routes: rules.table, fallback: fallback)
    }

    private var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    private mutating func compile(_ route: RouteSettings, at path: @autoclosure () -> SettingPath) -> CompiledRoute? {
        let pattern: URLPattern
        do {
            pattern = try PathPattern.parse(route.match.path)
        } catch {
            report(error, value: route.match.path, at: path())
            return nil
        }
        var hosts: [URLPattern] = []
        for (index, host) in route.match.hosts.enumerated() {
            do {
                hosts.append(try HostPattern.parse(host))
            } catch {
                report(error, value: host, at: path().appending("hosts").appending(index))
            }
        }
        return CompiledRoute(match: route.match, path: pattern, hosts: hosts, policy: route.isMonitored ? policies(route) : nil)
    }

    private func policies(_ route: RouteSettings) -> MethodPolicies {
        func policy(_ threshold: Duration) -> RequestPolicy {
            RequestPolicy(
                threshold: threshold,
                routeName: route.name,
                headers: route.headers == HeaderOptions() ? headers : HeaderPolicy(route.headers.falling(backTo: settings.headers)),
                profiling: ProfilingSettings(route.profiling.falling(backTo: settings.profiling), threshold: threshold),
                pipeline: route.pipeline ?? defaultPipeline,
                alerts: AlertPolicy(route.alerts, settings: settings.alerts),
                statusThresholds: statusThresholds
            )
        }
        if let threshold = route.threshold { return MethodPolicies(common: policy(threshold), byMethod: [:]) }
        return MethodPolicies(common: policy(settings.thresholds.default), byMethod: settings.thresholds.byMethod.mapValues(policy))
    }

    /// Codes stand before classes.
    private static func statusThresholds(_ settings: Settings) -> [RequestPolicy.StatusThreshold] {
        let thresholds = settings.thresholds.byStatus.compactMap { text, threshold in
            StatusPattern(text).map { RequestPolicy.StatusThreshold(status: $0, threshold: threshold) }
        }
        return thresholds.sorted {
            ($0.status.codes.count, $0.status.codes.lowerBound) < ($1.status.codes.count, $1.status.codes.lowerBound)
        }
    }

    private mutating func paths(_ patterns: [String], at path: SettingPath) -> [URLPattern] {
        var compiled: [URLPattern] = []
        for (index, pattern) in patterns.enumerated() {
            do {
                compiled.append(try PathPattern.parse(pattern))
            } catch {
                report(error, value: pattern, at: path.appending(index))
            }
        }
        return compiled
    }

    private mutating func report(_ problem: ValueProblem, value: String, at path: SettingPath) {
        diagnostics.append(
            Diagnostic(
                .badPattern,
                "the pattern `\(Printable.text(value))` \(problem.reason)",
                label: problem.hint,
                path: path,
                suggestion: problem.suggestion
            )
        )
    }
}

extension Settings {
    /// Checks the settings and makes a plan of them.
    ///
    /// Throws a ``ConfigurationError`` with everything that is wrong.
    public func compile() throws -> MonitoringPlan {
        var compiler = PlanCompiler(self)
        guard var plan = compiler.compile() else {
            throw ConfigurationError(DiagnosticReport(diagnostics: compiler.diagnostics))
        }
        plan.warnings = compiler.diagnostics
        return plan
    }
}
