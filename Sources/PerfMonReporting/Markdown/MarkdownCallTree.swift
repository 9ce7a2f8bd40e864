internal import PerfMonModel

/// The heaviest part of the call tree as indented lines.
struct MarkdownCallTree {
    private static let minimumShare = 0.01
    private static let limit = 40
    /// Deeper lines are not indented further: a phone shows about forty columns.
    private static let deepestIndent = 16

    let tree: CallNode
    let title: String

    var text: String {
        let outline = CallTreeOutline(tree, minimumShare: Self.minimumShare, limit: Self.limit)
        let lines = outline.rows.filter { !$0.isFolded }.map(line)
        let note = outline.omitted == 0 ? "" : "\n\n\(outline.omitted) smaller calls are left out."
        return Markdown.block(lines) + note
    }

    private func line(_ row: CallTreeOutline.Row) -> String {
        let indent = String(repeating: "  ", count: min(row.level, Self.deepestIndent) - 1)
        return "\(PercentText(row.total.share(of: tree.total)).column) \(indent)\(content(row))"
    }

    private func content(_ row: CallTreeOutline.Row) -> String {
        switch row.content {
        case .function(let node):
            let name = row.level == 1 ? VisibleText(title, limit: MarkdownDocument.nameLimit).text : MarkdownDocument.describe(node.frame)
            return name + (node.runs > 1 ? " \(node.runs)×" : "") + ownTime(node)
        case .fold(let count, let modules):
            return VisibleText("\(HiddenFramesText(count, modules: modules))").text
        }
    }

    private func ownTime(_ node: CallNode) -> String {
        let notable = node.selfTimes.filter { $0.duration.share(of: tree.total) >= Self.minimumShare && node.frame.origin != .synthetic }
        return notable.map { time in
            let reason = time.reason?.label.map { ": \($0)" } ?? ""
            return "  [\(time.state.participle)\(VisibleText(reason).text) \(DurationText(time.duration))]"
        }.joined()
    }
}
