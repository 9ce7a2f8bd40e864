internal import PerfMonModel

extension HTML {
    /// Generic Swift names can be pages long.
    private static let nameLimit = 240

    /// A function's name.
    static func name(_ frame: Frame) -> HTML {
        let name = HTML(text: frame.function, limit: nameLimit)
        return switch frame.origin {
        case .application: "<code class=\"application\">\(name)</code>"
        case .library: "<code class=\"library\">\(name)</code>"
        case .synthetic: "<span class=\"synthetic\">\(name)</span>"
        }
    }

    /// Where it is: file and line, else the module.
    static func place(_ frame: Frame) -> HTML {
        if let location = SourceLocation(frame) {
            return "<span class=\"place\" title=\"\(location.full)\">\(HTML(text: location.description, limit: nameLimit))</span>"
        }
        return frame.module.map { "<span class=\"place\">\(HTML(text: $0, limit: nameLimit))</span>" } ?? ""
    }

    /// The class that colours a state.
    static func stateClass(_ state: LaneState) -> HTML {
        switch state {
        case .running: "running"
        case .runnable: "runnable"
        case .blocked: "blocked"
        case .suspended: "suspended"
        case .notSampled: "not-sampled"
        }
    }

    /// A bar of `share` of the available width.
    static func bar(_ share: Double, _ state: LaneState) -> HTML {
        let width = DecimalText(min(max(share, 0), 1) * 100, digits: 1)
        return """
            <svg class="bar" aria-hidden="true"><rect class="\(stateClass(state))" width="\(width)%" height="100%"/></svg>
            """
    }
}
