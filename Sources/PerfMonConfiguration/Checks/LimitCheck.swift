/// Limits of pipelines and of delivery that let nothing through, or contradict each other.
struct LimitCheck {
    private let settings: Settings
    private var diagnostics: [Diagnostic] = []

    init(_ settings: Settings) {
        self.settings = settings
    }

    consuming func run() -> [Diagnostic] {
        check(settings.delivery.retry, at: "delivery.retry")
        for pipeline in settings.pipelines {
            for (index, stage) in pipeline.stages.enumerated() {
                check(stage, at: SettingPath("pipelines").appending(pipeline.name).appending(index))
            }
        }
        return diagnostics
    }

    private mutating func check(_ stage: PipelineStage, at path: SettingPath) {
        switch stage {
        case .rateLimit(let stage):
            let path = path.appending("rate_limit")
            if stage.period <= .zero { report("`per` must be above zero", label: "such as 1h", at: path.appending("per")) }
            if stage.max < 1 { report("`max` must be at least 1", at: path.appending("max")) }
            if stage.burst < 1 { report("`burst` must be at least 1", at: path.appending("burst")) }
        case .format(let stage):
            guard let limit = stage.maxAttachment, limit < 1 else { return }
            report(
                "`max_attachment` must be above zero", label: "leaves out every attachment", help: "to attach nothing, write `attach: []`",
                at: path.appending("format").appending("max_attachment"))
        case .deliver(let stage) where stage.retry != settings.delivery.retry:
            check(stage.retry, at: path.appending("deliver").appending("retry"))
        case .deliver, .filter, .deduplicate: return
        }
    }

    private mutating func check(_ retry: RetrySettings, at path: SettingPath) {
        guard retry.initialDelay > retry.maxDelay else { return }
        report(
            "`initial_delay` is above `max_delay`, which is \(DurationText.write(retry.maxDelay))", label: "never waits this long",
            help: "raise `max_delay`, or lower this", at: path.appending("initial_delay"))
    }

    private mutating func report(_ message: String, label: String? = nil, help: String? = nil, at path: SettingPath) {
        diagnostics.append(Diagnostic(.outOfRange, message, label: label, help: help, path: path))
    }
}
