internal import PerfMonModel

/// The wall time by kind, as a bar and in figures that add up.
struct WallTimeSection {
    let split: WallTimeSplit

    var html: HTML {
        """
        <section id="wall-time">
        <h2>Wall time</h2>
        <svg class="split" role="img" aria-label="\(label)">\(bars)</svg>
        <ul class="legend">
        \(each: LaneState.allCases, entry)
        </ul>
        </section>
        """
    }

    private func entry(_ state: LaneState) -> HTML {
        let none: HTML = split[state] == .zero ? " none" : ""
        return """
            <li class="\(.stateClass(state))\(none)"><i aria-hidden="true">\(state.letter)</i><span class="kind">\(state.title)</span>
            <b>\(percentages[state])</b> <span class="time">\(DurationText(split[state]))</span>
            <small>\(state.explanation)</small></li>

            """
    }

    private var percentages: PercentSplit { PercentSplit(split) }

    private var label: String {
        LaneState.allCases.map { "\($0.title) \(percentages[$0])" }.joined(separator: ", ")
    }

    private var bars: HTML {
        var start = 0.0
        return .joined(
            LaneState.allCases.compactMap { state in
                let share = split[state].share(of: split.total)
                guard share > 0 else { return nil }
                defer { start += share }
                return Strip(state: state, start: start, width: share).html
            }
        )
    }
}
