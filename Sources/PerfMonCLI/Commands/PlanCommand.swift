#if CLI
internal import ArgumentParser
internal import PerfMonConfiguration

/// `perfmon plan`
struct PlanCommand: ParsableCommand, RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Prints the routes in the order in which they match, with their effective values.")

    @OptionGroup var file: FileOption

    func run(_ context: CommandContext) -> CommandStatus {
        let plan: MonitoringPlan
        do {
            plan = try file.load(context).plan
        } catch {
            return error.status
        }
        var rows = [["", "name", "match", "threshold", "pipeline", "profiled"]]
        for (index, route) in plan.settings.routes.enumerated() {
            rows.append(["\(index + 1)", route.name ?? "-", route.match.description] + values(route, plan))
        }
        rows.append(["", "-", "everything else"] + values(RouteSettings(match: RouteMatch(path: "*")), plan))
        let parts = [
            "plan \(plan.hash) of \(plan.service.name) (\(plan.service.environment))\n"
                + (plan.isEnabled ? "" : "PERF_ENABLED switches monitoring off: no request is looked at\n"),
            TextTable.render(rows), PlanListing.pipelines(plan), PlanListing.notifiers(plan),
        ]
        context.terminal.output(parts.filter { !$0.isEmpty }.joined(separator: "\n"))
        return .success
    }

    private func values(_ route: RouteSettings, _ plan: MonitoringPlan) -> [String] {
        guard route.isMonitored else { return ["not monitored", "", ""] }
        let thresholds = plan.settings.thresholds
        let methods = route.threshold == nil ? thresholds.byMethod : [:]
        let possible = methods.filter { route.match.methods.isEmpty || route.match.methods.contains($0.key) }
        // Of a route for one method, that method's threshold is the only one.
        let only = route.match.methods.count == 1 ? possible.first?.value : nil
        let variants = (only == nil ? possible : [:]).merging(thresholds.byStatus) { $1 }.sorted { $0.key < $1.key }
        let threshold =
            DurationText.write(route.threshold ?? only ?? thresholds.default)
            + variants.map { ", \($0.key) \(DurationText.write($0.value))" }.joined()
        let defaultPipeline = plan.pipelines.contains { $0.name == Pipeline.defaultName } ? Pipeline.defaultName : "-"
        let isProfiled = route.profiling.isEnabled ?? plan.settings.profiling.isEnabled ?? true
        let ratio = route.profiling.ratio ?? plan.settings.profiling.ratio ?? 1
        return [threshold, route.pipeline ?? defaultPipeline, isProfiled ? "\(Int((ratio * 100).rounded()))%" : "no"]
    }
}

/// Columns of text.
enum TextTable {
    static func render(_ rows: [[String]]) -> String {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            var line = zip(row, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}
#endif
