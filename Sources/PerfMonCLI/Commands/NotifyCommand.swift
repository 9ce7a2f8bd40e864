#if CLI
internal import ArgumentParser
internal import PerfMonAlerts
internal import PerfMonConfiguration

/// `perfmon notify`
struct NotifyCommand: ParsableCommand, RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notify",
        abstract: "Sends a test notification through the configured pipeline, and says what happens.",
        discussion: """
            The message is marked as a test. Filters, deduplication and rate limits do not apply to it, and nothing is remembered. \
            Types of notifiers that an application brings along can only be tested by that application.
            """
    )

    @Flag(help: "Send a test: the only thing that can be sent from here.")
    var test = false

    @Argument(help: "A notifier. Default: those to which the pipeline delivers.")
    var notifier: String?

    @Option(help: "The configuration. Default: ./perfmon.yaml.")
    var config: String?

    @Option(help: "The pipeline.")
    var pipeline = Pipeline.defaultName

    func validate() throws {
        guard test else { throw ValidationError("write `perfmon notify --test`: a test is the only thing that can be sent from here") }
    }

    func run(_ context: CommandContext) -> CommandStatus {
        do {
            let plan = try MonitoringPlan.load(path: config, environment: context.environment)
            let chosen = plan.pipelines.first { $0.name == pipeline }
            let delivery = try delivery(of: chosen, plan)
            for line in Self.stages(of: chosen) { context.terminal.output(line + "\n") }
            let end = try NotificationTest(plan: plan, delivery: delivery).run { context.terminal.output($0 + "\n") }
            return end == .delivered ? .success : .trouble
        } catch {
            context.terminal.error("\(error)\n")
            return .trouble
        }
    }

    private func delivery(of pipeline: Pipeline?, _ plan: MonitoringPlan) throws -> PlannedDelivery {
        var delivery = pipeline?.delivery
        if let notifier {
            guard plan.notifiers.contains(where: { $0.name == notifier }) else {
                let names = plan.notifiers.map(\.name).joined(separator: ", ")
                throw NotifyFailure("there is no notifier `\(notifier)`; the configuration defines \(names.isEmpty ? "none" : names)")
            }
            var stage = DeliverStage(to: [notifier])
            stage.retry = delivery?.stage.retry ?? plan.delivery.retry
            delivery = PlannedDelivery(stage: stage, format: delivery?.format ?? FormatStage())
        }
        guard let delivery else {
            throw NotifyFailure("there is no pipeline `\(self.pipeline)` that delivers; name a notifier, or a pipeline with --pipeline")
        }
        return delivery
    }

    private static func stages(of pipeline: Pipeline?) -> [String] {
        (pipeline?.stages ?? []).map { stage in
            switch stage {
            case .filter: "filter      does not apply to a test"
            case .deduplicate: "dedup       does not apply to a test"
            case .rateLimit: "rate_limit  does not apply to a test"
            case .format(let format):
                "format      attaches \(format.attachments.isEmpty ? "nothing" : format.attachments.joined(separator: ", "))"
            case .deliver(let delivery):
                "deliver     to \(delivery.to.joined(separator: ", ")) (\(delivery.mode.rawValue))"
                    + (delivery.fallback.isEmpty ? "" : ", else to \(delivery.fallback.joined(separator: ", "))")
            }
        }
    }
}

struct NotifyFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
#endif
