/// A short environment variable and the setting that it overrides.
struct EnvironmentBinding: Sendable {
    let name: String
    let path: SettingPath
    let apply: @Sendable (String, inout Settings) throws(ValueProblem) -> Void

    init(_ name: String, _ path: SettingPath, apply: @escaping @Sendable (String, inout Settings) throws(ValueProblem) -> Void) {
        self.name = name
        self.path = path
        self.apply = apply
    }

    /// The closed list: the eleven names of web-perfmonitor with their meaning, and the master switch and identity.
    static let all: [EnvironmentBinding] = [
        EnvironmentBinding("PERF_ENABLED", "enabled") { text, settings throws(ValueProblem) in
            settings.isEnabled = try EnvironmentText.boolean(text)
        },
        EnvironmentBinding("PERF_SERVICE_NAME", "service.name") { text, settings in
            settings.service.name = EnvironmentText.trimmed(text)
        },
        EnvironmentBinding("PERF_ENVIRONMENT", "service.environment") { text, settings in
            settings.service.environment = EnvironmentText.trimmed(text)
        },
        EnvironmentBinding("PERF_THRESHOLD", "thresholds.default") { text, settings throws(ValueProblem) in
            settings.thresholds.default = try EnvironmentText.positive(EnvironmentText.duration(text, unit: .seconds(1)))
        },
        EnvironmentBinding("PERF_ALERT_WINDOW", "alerts.window") { text, settings throws(ValueProblem) in
            settings.alerts.window = try EnvironmentText.days(text)
        },
        EnvironmentBinding("PERF_MAX_OVERHEAD", "profiling.max_overhead") { text, settings throws(ValueProblem) in
            settings.profiling.maxOverhead = try EnvironmentText.share(text)
        },
        EnvironmentBinding("PERF_LOG_PATH", "reports.path") { text, settings in
            settings.reports.path = EnvironmentText.trimmed(text)
        },
        EnvironmentBinding("PERF_URL_WHITELIST", "urls.include") { text, settings throws(ValueProblem) in
            settings.urls.include = try EnvironmentText.patterns(text)
        },
        EnvironmentBinding("PERF_URL_BLACKLIST", "urls.exclude") { text, settings throws(ValueProblem) in
            settings.urls.exclude = try EnvironmentText.patterns(text)
        },
        EnvironmentBinding("PERF_NOTICE_TIMEOUT", "delivery.timeout") { text, settings throws(ValueProblem) in
            settings.delivery.timeout = try EnvironmentText.positive(EnvironmentText.duration(text, unit: .seconds(1)))
        },
        EnvironmentBinding("PERF_NOTICE_QUEUE_SIZE", "delivery.queue_size") { text, settings throws(ValueProblem) in
            settings.delivery.queueSize = try EnvironmentText.count(text)
        },
        EnvironmentBinding("PERF_SHUTDOWN_TIMEOUT", "delivery.shutdown_grace") { text, settings throws(ValueProblem) in
            settings.delivery.shutdownGrace = try EnvironmentText.duration(text, unit: .seconds(1))
        },
        EnvironmentBinding("PERF_CAPTURE_REQUEST_HEADERS", "headers.capture") { text, settings throws(ValueProblem) in
            settings.headers.isCaptured = try EnvironmentText.boolean(text)
        },
        EnvironmentBinding("PERF_INCLUDED_HEADERS", "headers.names") { text, settings throws(ValueProblem) in
            settings.headers.names = try EnvironmentText.headerNames(text)
        },
    ]
}
