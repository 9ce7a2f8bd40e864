package import PerfMonModel

/// One function with all the time it took on the critical path, wherever it was called.
package struct FunctionSummary {
    /// The frame with the line of the call that took most.
    package var frame: Frame
    /// Time that ended in the function itself.
    package var own: Duration = .zero
    /// Time in it, callees included; a recursive function counts once.
    package var total: Duration = .zero
    /// Separate stretches: at least as many calls.
    package var runs = 0
    /// What most of its time was, callees included.
    package var state = LaneState.notSampled

    /// The functions of `tree` without library functions that only called others. Most own time first; of those without
    /// any, the application's first, then those with most time.
    package static func table(of tree: CallNode) -> [FunctionSummary] {
        var table = FunctionTable()
        table.add(tree)
        return table.summaries
    }
}

/// Adds up a call tree by function.
private struct FunctionTable {
    private struct Row {
        var summary: FunctionSummary
        var heaviest: Duration = .zero
        var states: [LaneState: Duration] = [:]
    }

    /// A node on the way down, or the mark that its callees are done.
    private enum Step {
        case enter(CallNode)
        case leave(FunctionKey, outermost: Bool, childrenFrom: Int)
    }

    private var rows: [FunctionKey: Row] = [:]

    mutating func add(_ tree: CallNode) {
        var pending = tree.children.map(Step.enter)
        var open: Set<FunctionKey> = []
        /// Time by state of finished subtrees; a node's callees are on top when it is left.
        var finished: [[LaneState: Duration]] = []
        while let step = pending.popLast() {
            switch step {
            case .enter(let node):
                let key = FunctionKey(node.frame)
                let outermost = open.insert(key).inserted
                pending.append(.leave(key, outermost: outermost, childrenFrom: finished.count))
                pending.append(contentsOf: node.children.map(Step.enter))
                finished.append(enter(node, key, outermost))
            case .leave(let key, let outermost, let first):
                let states = finished[first...].reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
                finished.replaceSubrange(first..., with: [states])
                guard outermost else { continue }
                open.remove(key)
                rows[key]?.states.merge(states, uniquingKeysWith: +)
            }
        }
    }

    /// Returns the node's own time by state.
    private mutating func enter(_ node: CallNode, _ key: FunctionKey, _ outermost: Bool) -> [LaneState: Duration] {
        let own = node.selfTimes.reduce(into: [LaneState: Duration]()) { $0[$1.state, default: .zero] += $1.duration }
        var row = rows[key] ?? Row(summary: FunctionSummary(frame: node.frame))
        row.summary.own += own.values.reduce(.zero, +)
        if outermost {
            row.summary.total += node.total
            row.summary.runs += node.runs
        }
        if node.total > row.heaviest {
            row.heaviest = node.total
            row.summary.frame = node.frame
        }
        rows[key] = row
        return own
    }

    var summaries: [FunctionSummary] {
        rows.values
            .filter { $0.summary.frame.isWritten || $0.summary.own > .zero && $0.summary.frame.origin != .synthetic }
            .map { row in
                var summary = row.summary
                summary.state = LaneState.allCases.max { row.states[$0, default: .zero] < row.states[$1, default: .zero] } ?? .notSampled
                return summary
            }
            .sorted(by: FunctionSummary.isBefore)
    }
}

extension FunctionSummary {
    private var weight: (Duration, Int, Duration) { (own, frame.origin == .application ? 1 : 0, total) }

    /// Equal rows go by name, so that their order is the same in every run of the program.
    fileprivate static func isBefore(_ first: FunctionSummary, _ second: FunctionSummary) -> Bool {
        first.weight == second.weight ? first.name < second.name : first.weight > second.weight
    }

    private var name: String { frame.function + (frame.module ?? "") }
}
