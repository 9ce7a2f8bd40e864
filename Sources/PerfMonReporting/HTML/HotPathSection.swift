internal import PerfMonModel

/// The heaviest path inwards, with file and line.
struct HotPathSection {
    let path: [Verdict.HotPathEntry]
    let finding: Finding?

    var html: HTML {
        """
        <section id="hot-path">
        <h2>Hot path <small>where most of the time went, from the handler inwards</small></h2>
        <ol class="hot-path">
        \(each: HotPathOutline(path).lines, line)
        </ol>
        </section>
        """
    }

    private func line(_ line: HotPathOutline.Line) -> HTML {
        switch line {
        case .omitted(let count, let modules):
            return "<li class=\"omitted\">\(HiddenFramesText(count, modules: modules))</li>\n"
        case .function(let entry):
            let start: HTML? = entry.frame == culprit ? " <strong class=\"start\">start here</strong>" : nil
            return """
                <li><span class="share">\(PercentText(entry.share))</span>\(.bar(entry.share, state)) \
                <span class="time">\(DurationText(entry.total))</span> \
                <span class="name">\(.name(entry.frame))\(start)</span> \(.place(entry.frame))</li>

                """
        }
    }

    private var culprit: Frame? { finding.flatMap { $0.frame.origin == .synthetic ? nil : $0.frame } }
    private var state: LaneState { finding?.state ?? .notSampled }
}
