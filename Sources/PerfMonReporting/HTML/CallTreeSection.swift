internal import PerfMonModel

/// The call tree. Its rows are flat, with their level as an attribute: browsers limit how deep elements nest.
struct CallTreeSection {
    private static let minimumShare = 0.001
    private static let limit = 2000
    /// Deeper rows are not indented further.
    private static let deepestIndent = 24
    /// Time that ended in a call itself is noted from this share of the wall time on.
    private static let notableShare = 0.01

    let incident: Incident

    var html: HTML {
        let outline = CallTreeOutline(incident.callTree, minimumShare: Self.minimumShare, limit: Self.limit)
        return """
            <section id="call-tree">
            <h2>Call tree <small>wall time along the critical path through all tasks</small></h2>
            \(outline.omitted == 0 ? nil : banner(outline.omitted))
            <div class="tools" hidden>
            <label>Search <input type="search" id="search" placeholder="function, file" autocomplete="off" spellcheck="false"></label>
            <output id="matches" for="search"></output>
            <button type="button" id="expand-hot">Hot path <kbd>e</kbd></button>
            <button type="button" id="expand-all">Expand all <kbd>E</kbd></button>
            <span class="keys"><kbd>/</kbd> search <kbd>n</kbd> next <kbd>←</kbd><kbd>→</kbd><kbd>↑</kbd><kbd>↓</kbd> move</span>
            </div>
            <div class="tree-head" aria-hidden="true"><span>Share</span><span>Time</span><span>Function</span></div>
            <div class="tree" role="tree" id="tree" aria-label="Call tree">
            \(each: outline.rows, row)
            </div>
            </section>
            """
    }

    private func banner(_ omitted: Int) -> HTML {
        "<p class=\"banner\">\(omitted) calls with less than 0.1% of the time each, or beyond the \(Self.limit) heaviest, are left out.</p>"
    }

    private func row(_ row: CallTreeOutline.Row) -> HTML {
        let share = row.total.share(of: incident.callTree.total)
        let expanded: HTML? = row.hasChildren ? " aria-expanded=\"true\"" : nil
        let indent = min(row.level, Self.deepestIndent)
        return """
            <div role="treeitem" aria-level="\(row.level)"\(expanded) tabindex="-1" class="row level-\(indent)\(classes(row))">\
            <span class="share">\(PercentText(share))</span><span class="time">\(DurationText(row.total))</span>\
            <span class="call"><i class="twist" aria-hidden="true"></i>\(content(row))</span></div>

            """
    }

    private func classes(_ row: CallTreeOutline.Row) -> HTML {
        let hot: HTML = row.isOnHotPath ? " hot" : ""
        let folded: HTML = row.isFolded ? " folded" : ""
        let fold: HTML = if case .fold = row.content { " fold" } else { "" }
        return "\(hot)\(folded)\(fold)"
    }

    private func content(_ row: CallTreeOutline.Row) -> HTML {
        switch row.content {
        case .function(let node) where row.level == 1:
            "<b>\(incident.request.method) \(incident.target)</b>\(ownTimes(node))"
        case .function(let node):
            "\(.name(node.frame)) \(.place(node.frame))\(runs(node))\(ownTimes(node))"
        case .fold(let count, let modules):
            "<span class=\"synthetic\">\(HiddenFramesText(count, modules: modules))</span>"
        }
    }

    private func runs(_ node: CallNode) -> HTML? {
        node.runs > 1 ? " <small title=\"separate stretches of time: at least as many calls\">\(node.runs)×</small>" : nil
    }

    private func ownTimes(_ node: CallNode) -> HTML {
        let notable = node.selfTimes.filter {
            $0.duration.share(of: incident.callTree.total) >= Self.notableShare && node.frame.origin != .synthetic
        }
        return .joined(
            notable.map { time in
                let reason = time.reason?.label.map { ": \($0)" } ?? ""
                return """
                     <span class="chip \(.stateClass(time.state))">\(time.state.participle)\(reason) \(DurationText(time.duration))</span>
                    """
            }
        )
    }
}
