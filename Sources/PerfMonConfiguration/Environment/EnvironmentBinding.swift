/// A short environment variable and the setting that it overrides.
struct EnvironmentBinding: Sendable {
    let name: String
    let path: SettingPath
    /// The variable's value as the file would write it.
    let read: @Sendable (String) throws(ValueProblem) -> Node

    init(_ name: String, _ path: SettingPath, read: @escaping @Sendable (String) throws(ValueProblem) -> Node) {
        self.name = name
        self.path = path
        self.read = read
    }

    /// The closed list: the eleven names of web-perfmonitor with their meaning, and the master switch and identity.
    static let all: [EnvironmentBinding] = [
        EnvironmentBinding("PERF_ENABLED", "enabled", read: boolean),
        EnvironmentBinding("PERF_SERVICE_NAME", "service.name", read: text),
        EnvironmentBinding("PERF_ENVIRONMENT", "service.environment", read: text),
        EnvironmentBinding("PERF_THRESHOLD", "thresholds.default", read: seconds),
        EnvironmentBinding("PERF_ALERT_WINDOW", "alerts.window") { text throws(ValueProblem) in
            EnvironmentNode.duration(try EnvironmentText.days(text))
        },
        EnvironmentBinding("PERF_MAX_OVERHEAD", "profiling.max_overhead") { text throws(ValueProblem) in
            EnvironmentNode.number(try EnvironmentText.share(text))
        },
        EnvironmentBinding("PERF_LOG_PATH", "reports.path", read: text),
        EnvironmentBinding("PERF_URL_WHITELIST", "urls.include", read: patterns),
        EnvironmentBinding("PERF_URL_BLACKLIST", "urls.exclude", read: patterns),
        EnvironmentBinding("PERF_NOTICE_TIMEOUT", "delivery.timeout", read: seconds),
        EnvironmentBinding("PERF_NOTICE_QUEUE_SIZE", "delivery.queue_size") { text throws(ValueProblem) in
            EnvironmentNode.integer(try EnvironmentText.count(text))
        },
        EnvironmentBinding("PERF_SHUTDOWN_TIMEOUT", "delivery.shutdown_grace") { text throws(ValueProblem) in
            EnvironmentNode.duration(try EnvironmentText.duration(text, unit: .seconds(1)))
        },
        EnvironmentBinding("PERF_CAPTURE_REQUEST_HEADERS", "headers.capture", read: boolean),
        EnvironmentBinding("PERF_INCLUDED_HEADERS", "headers.names") { text throws(ValueProblem) in
            switch try EnvironmentText.headerNames(text) {
            case .standard: EnvironmentNode.text("standard")
            case .list(let names): EnvironmentNode.list(names)
            }
        },
    ]

    private static func boolean(_ text: String) throws(ValueProblem) -> Node {
        EnvironmentNode.boolean(try EnvironmentText.boolean(text))
    }

    private static func text(_ text: String) -> Node { EnvironmentNode.text(EnvironmentText.trimmed(text)) }

    private static func seconds(_ text: String) throws(ValueProblem) -> Node {
        EnvironmentNode.duration(try EnvironmentText.positive(EnvironmentText.duration(text, unit: .seconds(1))))
    }

    private static func patterns(_ text: String) throws(ValueProblem) -> Node {
        EnvironmentNode.list(try EnvironmentText.patterns(text))
    }
}

/// Makes the nodes that stand for values of variables.
enum EnvironmentNode {
    static func text(_ text: String) -> Node { scalar(text, .text) }
    static func boolean(_ value: Bool) -> Node { scalar(String(value), .boolean(value)) }
    static func integer(_ value: Int) -> Node { scalar(String(value), .integer(value)) }
    static func number(_ value: Double) -> Node { scalar(JSONValue.number(value).description, .number(value)) }
    static func duration(_ value: Duration) -> Node { text(DurationText.write(value)) }
    static func list(_ texts: [String]) -> Node { Node(content: .sequence(texts.map(text)), range: 0..<0, isFlow: true) }

    private static func scalar(_ text: String, _ value: Scalar.Value) -> Node {
        Node(content: .scalar(Scalar(text: text, value: value, isPlain: false, origin: .environment)), range: 0..<0)
    }
}
