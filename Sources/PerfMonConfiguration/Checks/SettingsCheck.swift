/// The rules that concern several settings, or values whatever layer they came from.
struct SettingsCheck {
    private let settings: Settings
    private var diagnostics: [Diagnostic] = []

    init(_ settings: Settings) {
        self.settings = settings
    }

    consuming func run() -> [Diagnostic] {
        checkThresholds()
        checkProfiling(settings.profiling, at: "profiling")
        checkURLs()
        checkHeaders(settings.headers, at: "headers")
        checkReports()
        checkRoutes()
        return diagnostics
    }

    private mutating func checkProfiling(_ options: ProfilingOptions, at path: SettingPath) {
        if let share = options.maxOverhead, !(share > 0 && share <= 1) {
            report(.outOfRange, "`max_overhead` must be above 0% and at most 100%", label: "such as 5%", at: path.appending("max_overhead"))
        }
        if let interval = options.sampleInterval, interval < .milliseconds(1) || interval > .seconds(10) {
            report(
                .outOfRange, "`sample_interval` must be from 1ms to 10s", label: "such as 10ms", at: path.appending("sample_interval"))
        }
        check(ratio: options.ratio, at: path)
        if let depth = options.maxStackDepth, !(1...256).contains(depth) {
            report(.outOfRange, "`max_stack_depth` must be from 1 to 256", at: path.appending("max_stack_depth"))
        }
    }

    private mutating func check(ratio: Double?, at path: @autoclosure () -> SettingPath) {
        guard let ratio, !(ratio >= 0 && ratio <= 1) else { return }
        report(.outOfRange, "`ratio` must be from 0 to 1", at: path().appending("ratio"))
    }

    private mutating func checkThresholds() {
        check(settings.thresholds.default, at: "thresholds.default")
        for (_, threshold) in settings.thresholds.byMethod { check(threshold, at: "thresholds.by_method") }
        for index in settings.routes.indices {
            if let threshold = settings.routes[index].threshold { check(threshold, at: SettingPath(route: index).appending("threshold")) }
        }
    }

    private mutating func check(_ threshold: Duration, at path: @autoclosure () -> SettingPath) {
        guard threshold < .zero else { return }
        report(.outOfRange, "a threshold cannot be negative", label: "such as 500ms", at: path())
    }

    private mutating func checkURLs() {
        let urls = settings.urls
        guard !urls.include.isEmpty, !urls.exclude.isEmpty, urls.precedence == .include else { return }
        report(
            .excludeIgnored,
            "`urls.exclude` is ignored because `urls.include` is set",
            help: "write `precedence: exclude` to subtract it from `include`, or remove one of the lists",
            at: "urls.exclude",
            related: ("because of this", "urls.include")
        )
    }

    private mutating func checkHeaders(_ options: HeaderOptions, at path: @autoclosure () -> SettingPath) {
        guard options != HeaderOptions() else { return }
        let path = path()
        if let length = options.maxValueLength, length < 1 {
            report(.outOfRange, "`max_value_length` must be at least 1", at: path.appending("max_value_length"))
        }
        let merged = options.falling(backTo: settings.headers)
        guard case .list(let names) = merged.names, merged.isCaptured ?? true, options.names != nil || options.redact != nil else { return }
        let redacted = Set((merged.redact ?? HeaderPolicy.standardRedactions).map { $0.lowercased() })
        for (index, name) in names.enumerated() {
            let lowercased = name.lowercased()
            guard HeaderPolicy.standardRedactions.contains(lowercased), !redacted.contains(lowercased) else { continue }
            report(
                .sensitiveHeader,
                "`\(lowercased)` usually holds a secret and would be shown in reports as it is",
                help: "add it to `\(path.appending("redact"))`",
                at: options.names == nil ? path.appending("redact") : path.appending("names").appending(index)
            )
        }
    }

    private mutating func checkReports() {
        let path = settings.reports.path
        guard
            FileAccess.isWritableByAll(path) || path == "/tmp" || path.hasPrefix("/tmp/") || path.hasPrefix("/var/tmp")
                || path.hasPrefix("/dev/shm")
        else { return }
        report(
            .sharedDirectory,
            "`reports.path` lies in a directory that all users of this machine share",
            help: "choose a directory of the service's own, such as ./perfmon-reports",
            at: "reports.path"
        )
    }

    private mutating func checkRoutes() {
        // By the hash of what a name is in variables.
        var firstUses: [UInt64: Int] = [:]
        firstUses.reserveCapacity(settings.routes.count)
        for index in settings.routes.indices {
            check(ratio: settings.routes[index].profiling.ratio, at: SettingPath(route: index).appending("profiling"))
            checkHeaders(settings.routes[index].headers, at: SettingPath(route: index).appending("headers"))
            guard let name = settings.routes[index].name else { continue }
            let hash = NameCheck.hash(name)
            guard let first = firstUses.updateValue(index, forKey: hash) else { continue }
            firstUses[hash] = first
            let firstPath = SettingPath(route: first).appending("name")
            let path = SettingPath(route: index).appending("name")
            if let other = settings.routes[first].name, other != name {
                diagnostics.append(NameCheck.alike(other, at: firstPath, name, at: path))
            } else {
                report(
                    .duplicateName,
                    "the route name `\(Printable.text(name))` is used twice",
                    label: "the second one",
                    help: "rename one of them",
                    at: path,
                    related: ("the first one", firstPath)
                )
            }
        }
    }

    private mutating func report(
        _ code: DiagnosticCode, _ message: String, label: String? = nil, help: String? = nil, at path: SettingPath,
        related: (String, SettingPath)? = nil
    ) {
        var diagnostic = Diagnostic(code, message, label: label, help: help, path: path)
        if let related { diagnostic.relatedSettings = [related] }
        diagnostics.append(diagnostic)
    }
}
