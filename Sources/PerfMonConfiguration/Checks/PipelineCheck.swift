/// Pipelines and notifiers: names that are not defined or not used, stages that do nothing.
struct PipelineCheck {
    private let settings: Settings
    private var diagnostics: [Diagnostic] = []

    init(_ settings: Settings) {
        self.settings = settings
    }

    consuming func run() -> [Diagnostic] {
        for pipeline in settings.pipelines { check(pipeline) }
        checkReferences()
        checkUses()
        return diagnostics
    }

    private mutating func check(_ pipeline: Pipeline) {
        let path = SettingPath("pipelines").appending(pipeline.name)
        let delivery = pipeline.stages.firstIndex { if case .deliver = $0 { true } else { false } }
        guard let delivery else {
            return report(
                .nothingDelivered, "the pipeline `\(pipeline.name)` sends nothing", label: "no stage `deliver`",
                help: "end it with - deliver: { to: [NAME] }", at: path)
        }
        for index in pipeline.stages.indices.dropFirst(delivery + 1) {
            report(
                .stageNeverRuns, "this stage never runs", label: "behind `deliver`", help: "move it above `deliver`",
                at: path.appending(index), related: ("the pipeline ends here", path.appending(delivery)))
        }
        for (index, stage) in pipeline.stages.enumerated() {
            if case .deliver(let stage) = stage { check(stage, at: path.appending(index).appending("deliver")) }
            if case .filter(let stage) = stage { check(stage, of: pipeline, at: path.appending(index).appending("filter")) }
        }
    }

    private mutating func check(_ stage: DeliverStage, at path: SettingPath) {
        for (index, name) in stage.fallback.enumerated() where stage.to.contains(name) {
            report(
                .uselessFallback, "`\(name)` has failed already when this fallback is tried", label: "also in `to`",
                at: path.appending("fallback").appending(index), related: ("here", path.appending("to")))
        }
        let names = settings.notifiers.map(\.name)
        for (key, list) in [("to", stage.to), ("fallback", stage.fallback)] {
            for (index, name) in list.enumerated() where !names.contains(name) {
                report(
                    .undefinedNotifier, "`\(Printable.text(name, limit: 60))` is not defined in `notifiers`",
                    label: EditDistance.nearest(to: name, in: names).map { "did you mean `\($0)`?" },
                    at: path.appending(key).appending(index))
            }
        }
    }

    /// A request gets here only when it took longer than its threshold.
    private mutating func check(_ filter: FilterStage, of pipeline: Pipeline, at path: SettingPath) {
        guard let duration = filter.minDuration, let least = leastThreshold(of: pipeline), duration <= least else { return }
        report(
            .idleFilter, "this condition lets everything through, for no threshold is below \(DurationText.write(least))",
            label: "no effect", at: path.appending("min_duration"))
    }

    /// The smallest threshold of a request that this pipeline gets; `nil` when there are none.
    private func leastThreshold(of pipeline: Pipeline) -> Duration? {
        let common = [settings.thresholds.default] + settings.thresholds.byMethod.values
        let routes = settings.routes.filter { $0.isMonitored && ($0.pipeline ?? Pipeline.defaultName) == pipeline.name }
        var thresholds = routes.flatMap { route in route.threshold.map { [$0] } ?? common }
        if pipeline.name == Pipeline.defaultName { thresholds += common }
        return thresholds.isEmpty ? nil : (thresholds + settings.thresholds.byStatus.values).min()
    }

    private mutating func checkReferences() {
        let names = settings.pipelines.map(\.name)
        for index in settings.routes.indices {
            guard let name = settings.routes[index].pipeline, !names.contains(name) else { continue }
            report(
                .undefinedPipeline, "`\(Printable.text(name, limit: 60))` is not defined in `pipelines`",
                label: EditDistance.nearest(to: name, in: names).map { "did you mean `\($0)`?" },
                at: SettingPath(route: index).appending("pipeline"))
        }
    }

    private mutating func checkUses() {
        let delivered = settings.pipelines.flatMap(\.stages).flatMap { stage -> [String] in
            if case .deliver(let stage) = stage { stage.to + stage.fallback } else { [] }
        }
        for notifier in settings.notifiers where notifier.isEnabled && !delivered.contains(notifier.name) {
            report(
                .unusedNotifier, "no pipeline delivers to the notifier `\(notifier.name)`", label: "never used",
                help: "name it in a stage `deliver`, or write `enabled: false`", at: SettingPath("notifiers").appending(notifier.name))
        }
        let named = settings.routes.compactMap(\.pipeline) + [Pipeline.defaultName]
        for pipeline in settings.pipelines where !named.contains(pipeline.name) {
            report(
                .unusedPipeline, "no route names the pipeline `\(pipeline.name)`", label: "never used",
                help: "write `pipeline: \(pipeline.name)` in a route, or call it `\(Pipeline.defaultName)`",
                at: SettingPath("pipelines").appending(pipeline.name))
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
