package import PerfMonModel

/// The heaviest part of an incident's call tree as indented lines of visible text, the request first.
package struct CallTreeText {
    private static let minimumShare = 0.01
    private static let limit = 40
    /// Deeper lines are not indented further: a phone shows about forty columns.
    private static let deepestIndent = 16

    /// At most 40, with a share each.
    package let lines: [String]
    /// Calls that were left out because they are too small.
    package let omitted: Int

    /// Without lines when no stacks are known.
    package init(_ incident: Incident) {
        guard incident.hasStacks else {
            (lines, omitted) = ([], 0)
            return
        }
        let tree = incident.callTree, title = "\(incident.request.method) \(incident.target)"
        let outline = CallTreeOutline(tree, minimumShare: Self.minimumShare, limit: Self.limit)
        lines = outline.rows.filter { !$0.isFolded }.map { Self.line($0, of: tree, title: title) }
        omitted = outline.omitted
    }

    private static func line(_ row: CallTreeOutline.Row, of tree: CallNode, title: String) -> String {
        let indent = String(repeating: "  ", count: min(row.level, deepestIndent) - 1)
        return "\(PercentText(row.total.share(of: tree.total)).column) \(indent)\(content(row, of: tree, title: title))"
    }

    private static func content(_ row: CallTreeOutline.Row, of tree: CallNode, title: String) -> String {
        switch row.content {
        case .function(let node):
            let name = row.level == 1 ? VisibleText(title, limit: MarkdownDocument.nameLimit).text : MarkdownDocument.describe(node.frame)
            return name + (node.runs > 1 ? " \(node.runs)×" : "") + ownTime(node, of: tree)
        case .fold(let count, let modules):
            return VisibleText("\(HiddenFramesText(count, modules: modules))").text
        }
    }

    private static func ownTime(_ node: CallNode, of tree: CallNode) -> String {
        let notable = node.selfTimes.filter { $0.duration.share(of: tree.total) >= minimumShare && node.frame.origin != .synthetic }
        return notable.map { time in
            let reason = time.reason?.label.map { ": \($0)" } ?? ""
            return "  [\(time.state.participle)\(VisibleText(reason).text) \(DurationText(time.duration))]"
        }.joined()
    }
}
