internal import PerfMonModel

/// A function of the application that was called again and again, such as one query per row of a result.
struct RepeatedCall {
    /// As many separate stretches make a pattern.
    static let minimumRuns = 4
    /// Below this share of the wall time it does not matter.
    static let minimumShare = 0.20
    /// An inner function replaces an outer one only when it has clearly more time.
    private static let margin = 1.05

    let node: CallNode

    /// The heaviest such function, the outermost of those that are about equally heavy.
    init?(in tree: CallNode) {
        var best: CallNode?
        var pending = [tree]
        while let node = pending.popLast() {
            for child in node.children where child.runs >= Self.minimumRuns && child.frame.isWritten {
                let limit = best.map { Double($0.total.nanoseconds) * Self.margin } ?? 0
                if Double(child.total.nanoseconds) > limit { best = child }
            }
            pending.append(contentsOf: node.children.reversed())
        }
        guard let best, best.total.share(of: tree.total) >= Self.minimumShare else { return nil }
        node = best
    }
}
