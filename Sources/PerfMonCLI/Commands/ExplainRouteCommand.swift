#if CLI
internal import ArgumentParser
internal import PerfMonConfiguration

/// `perfmon explain-route`
struct ExplainRouteCommand: ParsableCommand, RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain-route", abstract: "Says which route a request takes, why, and what happens to it.",
        discussion: "For tests: perfmon explain-route GET /api/users/42 --expect route=user-detail. Exit status 1 when it is another one.")

    @OptionGroup var file: FileOption

    @Argument(help: "The HTTP method.")
    var method: String

    @Argument(help: "The path.")
    var path: String

    @Option(help: "The host.")
    var host: String?

    @Option(help: "The status code of the response.")
    var status: Int?

    @Option(help: "How long the request takes, such as 1.2s.", transform: { try DurationText.parse($0) })
    var duration: Duration?

    @Option(
        help: "route=NAME or threshold=DURATION; `route=none` for no route, `route=unmonitored` for none of perfmon's business.",
        transform: RouteExpectation.init)
    var expect: [RouteExpectation] = []

    func validate() throws {
        try RequestArguments(method: method, path: path, status: status).validate()
    }

    func run(_ context: CommandContext) -> CommandStatus {
        let (plan, effective): (MonitoringPlan, EffectiveConfiguration)
        do {
            (plan, effective) = try file.load(context)
        } catch {
            return error.status
        }
        let explanation = RouteExplanation(plan, method: method.uppercased(), path: path, host: host)
        var lines = explanation.exclusion.map { ["not monitored: \($0)"] } ?? []
        let rows = explanation.steps.map { ["  " + ($0.isTaken ? "=>" : "--"), $0.name, $0.match, $0.reason] }
        lines += TextTable.render(rows).split(separator: "\n").map(String.init)
        if let policy = explanation.policy { lines += details(policy, explanation, plan, effective) }
        if explanation.policy == nil, explanation.exclusion == nil { lines.append("not monitored: the route says `monitor: false`") }
        context.terminal.output(lines.map { $0 + "\n" }.joined())
        let failures = expect.compactMap { $0.failure(explanation, status: status) }
        for failure in failures { context.terminal.error("perfmon: \(failure)\n") }
        return failures.isEmpty ? .success : .invalid
    }

    private func details(
        _ policy: RequestPolicy, _ explanation: RouteExplanation, _ plan: MonitoringPlan, _ effective: EffectiveConfiguration?
    ) -> [String] {
        let threshold = status.map(policy.threshold) ?? policy.threshold
        var lines = ["route: \(policy.routeName ?? explanation.routeName ?? "none")"]
        lines += explanation.values(status: status).map { value in
            let origin = value.path.map { "\($0), \(effective?.origin(of: $0).description ?? "default")" } ?? "from the threshold"
            return Self.line("\(value.name): \(value.text)", origin)
        }
        if let duration {
            lines.append(duration > threshold ? "slow: reported" : "not slow: \(DurationText.write(duration)) is not above it")
        }
        let isFast = duration.map { $0 <= threshold } ?? false
        guard let pipeline = plan.pipeline(for: policy) else { return lines + ["pipeline: none, nothing is sent"] }
        let route = explanation.routeIndex.flatMap { plan.settings.routes[$0].pipeline == nil ? nil : $0 }
        let path = route.map { SettingPath([.key("routes"), .index($0), .key("pipeline")]) }
        let origin = path.map { "\($0), \(effective?.origin(of: $0).description ?? "default")" }
        let note = isFast ? ", which only slow requests reach" : ""
        lines.append(Self.line("pipeline: \(pipeline.name)\(note)", origin ?? "for routes that name none"))
        let subject = PipelineSubject(plan: plan, policy: policy, method: method.uppercased(), path: self.path, host: host)
        lines += PipelineExplanation(pipeline, of: subject, status: status, duration: duration).lines
        return lines
    }

    private static func line(_ text: String, _ origin: String) -> String {
        text + String(repeating: " ", count: max(2, 48 - text.count)) + "# \(origin)"
    }
}
#endif
