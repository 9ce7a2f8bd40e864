internal import PerfMonModel

/// One row per task: what it did over time, and when the request waited for it.
struct TasksSection {
    let profile: Profile

    var html: HTML {
        let outline = TaskOutline(profile)
        return """
            <section id="tasks">
            <h2>Tasks <small>one row per task; the line below a bar marks when it decided the request's time</small></h2>
            \(outline.omitted == 0 ? nil : "<p class=\"banner\">\(outline.omitted) more tasks are not shown.</p>" as HTML)
            <ol class="tasks">
            \(each: outline.rows, row)
            </ol>
            <p class="axis" aria-hidden="true"><span>0</span><span>\(DurationText(profile.duration / 2))</span>\
            <span>\(DurationText(profile.duration))</span></p>
            </section>
            """
    }

    private func row(_ row: TaskOutline.Row) -> HTML {
        """
        <li class="level-\(row.level)"><p><b>\(row.lane.kind.title)</b> \(row.entry.map { .name($0) }) \
        <span class="time">\(DurationText(row.lane.start)) to \(DurationText(row.lane.end))</span></p>
        <svg class="lane" role="img" aria-label="\(row.summary)">\(each: row.states, strip)</svg>
        <svg class="critical" aria-hidden="true">\(each: row.critical, mark)</svg></li>

        """
    }

    private func strip(_ stretch: TimelineBar<LaneState>.Stretch) -> HTML {
        Strip(state: stretch.value, start: stretch.start, width: stretch.width).html
    }

    private func mark(_ stretch: TimelineBar<Bool>.Stretch) -> HTML {
        """
        <rect x="\(DecimalText(stretch.start * 100, digits: 2))%" width="\(DecimalText(stretch.width * 100, digits: 2))%" height="100%"/>
        """
    }
}

extension Lane.Kind {
    fileprivate var title: String {
        switch self {
        case .request: "Request"
        case .child: "Child task"
        case .task: "Task"
        }
    }
}
