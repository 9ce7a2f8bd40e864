#if CLI
internal import PerfMonAlerts
internal import PerfMonConfiguration

/// The pipelines and notifiers of a plan as text.
enum PlanListing {
    static func pipelines(_ plan: MonitoringPlan) -> String {
        plan.pipelines.map { pipeline in
            let stages = pipeline.stagesInForce.map { stage, isImplied in
                let delivery = if case .deliver(let stage) = stage { " to \(stage.to.joined(separator: ", "))" } else { "" }
                return stage.name + delivery + (isImplied ? " (implied)" : "")
            }
            return "\(pipeline.name): \(stages.joined(separator: ", "))\n"
        }.joined()
    }

    static func notifiers(_ plan: MonitoringPlan) -> String {
        guard !plan.notifiers.isEmpty else { return "" }
        let rows = plan.notifiers.map { notifier in
            let pipelines = plan.pipelines.filter { delivers($0, to: notifier.name) }
            let timeout = PerfMonConfiguration.DurationText.write(notifier.timeout ?? plan.delivery.timeout)
            let uses = pipelines.isEmpty ? "-" : pipelines.map(\.name).joined(separator: ", ")
            return [notifier.name, notifier.type, notifier.isEnabled ? "on" : "off", timeout, uses]
        }
        return TextTable.render([["notifier", "type", "state", "timeout", "pipelines"]] + rows)
    }

    private static func delivers(_ pipeline: Pipeline, to name: String) -> Bool {
        pipeline.stages.contains { stage in
            if case .deliver(let stage) = stage { (stage.to + stage.fallback).contains(name) } else { false }
        }
    }
}
#endif
