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
            The message is marked as a test. Filters, deduplication and rate limits do not apply to it, and nothing is remembered: \
            the report that it names is removed afterwards. A receiver that wants to be left alone for more than 30 s is not tried \
            again. Types of notifiers that an application brings along can only be tested by that application.

            Exit status: 0 when every notifier has sent the whole message, 1 when the configuration is not valid, 2 when a notifier \
            failed or a part of its message is missing.
            """
    )

    @Flag(help: "Send a test: the only thing that can be sent from here.")
    var test = false

    @Argument(help: "A notifier. Default: those to which the pipeline delivers.")
    var notifier: String?

    @OptionGroup var file: FileOption

    @Option(help: "The pipeline.")
    var pipeline = Pipeline.defaultName

    func validate() throws {
        guard test else { throw ValidationError("write `perfmon notify --test`: a test is the only thing that can be sent from here") }
    }

    func run(_ context: CommandContext) -> CommandStatus {
        do {
            let plan = try file.load(context).plan
            let chosen = plan.pipelines.first { $0.name == pipeline }
            let delivery = try delivery(of: chosen, plan)
            let say = { @Sendable (line: String) in context.terminal.output(line + "\n") }
            for line in stages(of: chosen, delivery, plan) { say(line) }
            let test = NotificationTest(plan: plan, delivery: delivery, names: names(of: delivery, plan))
            return try test.run(say).isFlawless ? .success : .trouble
        } catch let error as UnusableConfiguration {
            return error.status
        } catch {
            context.terminal.error("\(error)\n")
            return .trouble
        }
    }

    private func delivery(of pipeline: Pipeline?, _ plan: MonitoringPlan) throws -> PlannedDelivery {
        var delivery = pipeline?.delivery
        if let notifier {
            guard let settings = plan.notifiers.first(where: { $0.name == notifier }) else {
                let names = plan.notifiers.map(\.name).joined(separator: ", ")
                throw NotifyFailure("there is no notifier `\(notifier)`; the configuration defines \(names.isEmpty ? "none" : names)")
            }
            guard NotifierRegistry().names.contains(settings.type) else {
                throw NotifyFailure(
                    "`\(notifier)` has the type `\(settings.type)`, which the application brings along: only the application can test it")
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

    /// Those to be used: one that is named, even when it is switched off, or else those that are switched on. What an application
    /// brings along is left out.
    private func names(of delivery: PlannedDelivery, _ plan: MonitoringPlan) -> Set<String> {
        if let notifier { return [notifier] }
        let known = NotifierRegistry().names
        let usable = plan.notifiers.filter { $0.isEnabled && known.contains($0.type) }.map(\.name)
        return Set(delivery.stage.to + delivery.stage.fallback).intersection(usable)
    }

    /// What is done, in the order in which it is.
    private func stages(of pipeline: Pipeline?, _ delivery: PlannedDelivery, _ plan: MonitoringPlan) -> [String] {
        let formats = plan.reports.formats.map(\.rawValue).joined(separator: ", ")
        let skipped: [String] = (pipeline?.stages ?? []).compactMap { stage in
            switch stage {
            case .filter: "filter      does not apply to a test"
            case .deduplicate: "dedup       does not apply to a test"
            case .rateLimit: "rate_limit  does not apply to a test"
            case .format, .deliver: nil
            }
        }
        let attachments = delivery.format.attachments.joined(separator: ", ")
        let stage = delivery.stage
        let known = NotifierRegistry().names
        let own = plan.notifiers.filter { (stage.to + stage.fallback).contains($0.name) && !known.contains($0.type) }.map(\.name)
        let mode = stage.to.count > 1 ? " (\(stage.mode.rawValue))" : ""
        return ["report      written as \(formats), and removed after the test"] + skipped + [
            "format      attaches \(attachments.isEmpty ? "nothing" : attachments)",
            "deliver     to \(stage.to.joined(separator: ", "))\(notifier == nil ? mode : ", and to no other")"
                + (stage.fallback.isEmpty ? "" : ", else to \(stage.fallback.joined(separator: ", "))"),
        ] + (own.isEmpty ? [] : ["            without \(own.joined(separator: ", ")), which only the application can test"])
    }
}

struct NotifyFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
#endif
