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
        context.terminal.output("plan \(plan.hash) of \(plan.service.name) (\(plan.service.environment))\n\n\(TextTable.render(rows))")
        return .success
    }

    private func values(_ route: RouteSettings, _ plan: MonitoringPlan) -> [String] {
        guard route.isMonitored else { return ["not monitored", "", ""] }
        let thresholds = plan.settings.thresholds
        var threshold = route.threshold.map(DurationText.write) ?? DurationText.write(thresholds.default)
        if route.threshold == nil {
            let variants = (thresholds.byMethod.map { ($0, $1) } + thresholds.byStatus.map { ($0, $1) }).sorted { $0.0 < $1.0 }
            threshold += variants.map { ", \($0.0) \(DurationText.write($0.1))" }.joined()
        }
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
