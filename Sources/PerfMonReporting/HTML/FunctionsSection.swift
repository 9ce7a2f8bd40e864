internal import PerfMonModel

/// The functions that took most time by themselves.
struct FunctionsSection {
    private static let shown = 10
    /// What follows the first ones, on request.
    private static let more = 90

    let incident: Incident

    var html: HTML {
        let functions = FunctionSummary.table(of: incident.callTree)
        let more = functions.dropFirst(Self.shown).prefix(Self.more)
        return """
            <section id="functions">
            <h2>Slowest functions <small>on the critical path, by the time that ended in them</small></h2>
            \(table(functions.prefix(Self.shown)))
            \(more.isEmpty ? nil : "<details><summary>Show \(more.count) more</summary>\(table(more))</details>" as HTML?)
            </section>
            """
    }

    private func table(_ functions: ArraySlice<FunctionSummary>) -> HTML {
        """
        <div class="scroll"><table class="functions">
        <thead><tr><th scope="col">Function</th><th scope="col" class="number">Self</th><th scope="col" class="number">Total</th>\
        <th scope="col" class="number" title="separate stretches of time: at least as many calls">Runs</th>\
        <th scope="col">Mostly</th></tr></thead>
        <tbody>
        \(each: functions, row)
        </tbody>
        </table></div>
        """
    }

    private func row(_ function: FunctionSummary) -> HTML {
        """
        <tr><th scope="row">\(.name(function.frame)) \(.place(function.frame))</th>\
        <td class="number self">\(DurationText(function.own)) <small>\(percent(function.own))</small></td>\
        <td class="number total">\(DurationText(function.total)) <small>\(percent(function.total))</small></td>\
        <td class="number runs">\(function.runs)</td>\
        <td><span class="chip \(.stateClass(function.state))">\(function.state.participle)</span></td></tr>

        """
    }

    private func percent(_ duration: Duration) -> PercentText {
        PercentText(duration.share(of: incident.callTree.total))
    }
}
