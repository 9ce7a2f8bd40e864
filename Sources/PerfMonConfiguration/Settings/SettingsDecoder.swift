/// Reads settings from a tree. What the tree does not say, or says wrongly, keeps its default; the validator reports it.
struct SettingsDecoder {
    let root: SectionReader

    init(_ root: Node) {
        self.root = SectionReader(root)
    }

    func settings(over base: Settings = Settings()) -> Settings {
        var settings = base
        settings.isEnabled = root.boolean("enabled") ?? settings.isEnabled
        decodeService(into: &settings.service)
        decodeThresholds(into: &settings.thresholds)
        settings.profiling = profiling(root.section("profiling")).falling(backTo: base.profiling)
        settings.headers = headers(root.section("headers")).falling(backTo: base.headers)
        decodeURLs(into: &settings.urls)
        decodeReports(into: &settings.reports)
        decodeRetention(into: &settings.reports.retention)
        decodeAlerts(into: &settings.alerts)
        decodeDelivery(into: &settings.delivery)
        if root.has("notifiers") { settings.notifiers = notifiers() }
        if root.has("pipelines") { settings.pipelines = pipelines(retry: settings.delivery.retry, reports: settings.reports) }
        if root.has("routes") { settings.routes = root.sections("routes").map(route) }
        return settings
    }

    private func decodeService(into service: inout ServiceIdentity) {
        let section = root.section("service")
        service.name = section.text("name") ?? service.name
        service.environment = section.text("environment") ?? service.environment
        if section.has("tags") { service.tags = section.section("tags").dictionary { $0.scalar?.text } }
    }

    private func decodeThresholds(into thresholds: inout Settings.Thresholds) {
        let section = root.section("thresholds")
        thresholds.default = section.duration("default") ?? thresholds.default
        if section.has("by_method") { thresholds.byMethod = section.section("by_method").dictionary(SectionReader.duration) }
        if section.has("by_status") { thresholds.byStatus = section.section("by_status").dictionary(SectionReader.duration) }
    }

    private func decodeURLs(into urls: inout Settings.URLSettings) {
        let section = root.section("urls")
        urls.include = section.texts("include") ?? urls.include
        urls.exclude = section.texts("exclude") ?? urls.exclude
        urls.precedence = section.text("precedence").flatMap(Settings.URLSettings.Precedence.init) ?? urls.precedence
    }

    private func decodeReports(into reports: inout ReportSettings) {
        let section = root.section("reports")
        reports.path = section.text("path") ?? reports.path
        let formats = section.texts("formats")?.compactMap(ReportFormat.init) ?? []
        if !formats.isEmpty { reports.formats = formats }
        reports.fileMode = section.text("file_mode").flatMap { UInt16($0, radix: 8) } ?? reports.fileMode
    }

    private func profiling(_ section: SectionReader) -> ProfilingOptions {
        var options = ProfilingOptions()
        options.isEnabled = section.boolean("enabled")
        options.maxOverhead = section.share("max_overhead")
        options.sampleInterval = section.duration("sample_interval")
        options.ratio = section.number("ratio")
        options.maxStackDepth = section.integer("max_stack_depth")
        options.stuckAfter = section.duration("stuck_after")
        options.signal = section.text("signal").flatMap(SamplingSignal.init)
        options.applicationModules = section.texts("app_modules")
        return options
    }

    private func routeProfiling(_ section: SectionReader) -> RouteProfilingOptions {
        var options = RouteProfilingOptions()
        options.isEnabled = section.boolean("enabled")
        options.ratio = section.number("ratio")
        options.stuckAfter = section.duration("stuck_after")
        return options
    }

    private func headers(_ section: SectionReader) -> HeaderOptions {
        var options = HeaderOptions()
        options.isCaptured = section.boolean("capture")
        options.names = section.texts("names").map { .list($0) } ?? (section.text("names") == "standard" ? .standard : nil)
        options.redact = section.texts("redact")
        options.maxValueLength = section.integer("max_value_length")
        return options
    }

    private func route(_ section: SectionReader) -> RouteSettings {
        // A route without a usable match is an error, so what stands in for it never takes effect.
        let match = match(section) ?? RouteMatch(path: "*")
        var route = RouteSettings(name: section.text("name"), match: match)
        route.isMonitored = section.boolean("monitor") ?? true
        route.threshold = section.duration("threshold")
        route.profiling = routeProfiling(section.section("profiling"))
        route.headers = headers(section.section("headers"))
        route.pipeline = section.text("pipeline")
        route.alerts = alertOptions(section.section("alerts"))
        return route
    }

    private func match(_ section: SectionReader) -> RouteMatch? {
        if let text = section.text("match") { return try? RouteMatch(parsing: text) }
        let map = section.section("match")
        guard let path = map.text("path") else { return nil }
        let methods = map.texts("methods") ?? []
        return RouteMatch(methods: methods.contains("*") ? [] : methods, path: path, hosts: map.texts("hosts") ?? [])
    }
}
