internal import PerfMonModel

/// A call tree as the lines of a report: without what is too small to matter, and with frames of libraries and of the
/// compiler that only pass a call on folded into one line.
struct CallTreeOutline {
    /// One line.
    struct Row {
        enum Content {
            case function(CallNode)
            /// The number of frames and the modules they belong to.
            case fold(Int, modules: [String])
        }

        var content: Content
        /// From 1.
        var level: Int
        var total: Duration
        var isOnHotPath: Bool
        /// Hidden while the fold above it is closed.
        var isFolded = false
        var hasChildren: Bool
    }

    /// A frame is only passing on when its one callee has this share of its time.
    static let passingOn = 0.98
    /// Fewer frames are not worth a fold.
    static let shortestFold = 2

    private(set) var rows: [Row] = []
    /// Calls left out because they are too small.
    private(set) var omitted = 0

    private struct Visit {
        var node: CallNode
        var level: Int
        /// Steps that the hot path still goes on, this one included; 0 beside it.
        var hotSteps: Int
        var callerIsApplication: Bool
    }

    private let threshold: Duration

    /// - Parameters:
    ///   - minimumShare: The least share of the wall time a call needs to be shown.
    ///   - limit: At most this many calls are shown, the heaviest.
    init(_ tree: CallNode, minimumShare: Double, limit: Int) {
        threshold = max(Self.heaviest(limit, in: tree), .nanoseconds(Int64(Double(tree.total.nanoseconds) * minimumShare)))
        let hotSteps = HotPath(in: tree).nodes.count
        var pending = [Visit(node: tree, level: 1, hotSteps: hotSteps + 1, callerIsApplication: false)]
        while var visit = pending.popLast() {
            guard rows.count < limit else { break }
            fold(&visit)
            let children = kept(visit.node)
            omitted += visit.node.children.count - children.count
            rows.append(
                Row(
                    content: .function(visit.node),
                    level: visit.level,
                    total: visit.node.total,
                    isOnHotPath: visit.hotSteps > 0,
                    hasChildren: !children.isEmpty
                )
            )
            for (index, child) in children.enumerated().reversed() {
                pending.append(
                    Visit(
                        node: child,
                        level: visit.level + 1,
                        hotSteps: index == 0 ? max(visit.hotSteps - 1, 0) : 0,
                        callerIsApplication: visit.node.frame.isWritten
                    )
                )
            }
        }
        omitted += pending.count
    }

    /// Appends the frames that only pass a call on, and moves `visit` behind them. The first library function that
    /// the application calls stays: it is the one the application's author knows.
    private mutating func fold(_ visit: inout Visit) {
        guard !visit.callerIsApplication else { return }
        var folded: [CallNode] = []
        var node = visit.node
        while let callee = callee(passedOnBy: node) {
            folded.append(node)
            node = callee
        }
        guard folded.count >= Self.shortestFold else { return }
        rows.append(
            Row(
                content: .fold(folded.count, modules: folded.map(\.frame).modules),
                level: visit.level,
                total: visit.node.total,
                isOnHotPath: visit.hotSteps > 0,
                hasChildren: true
            )
        )
        for (index, member) in folded.enumerated() {
            rows.append(
                Row(
                    content: .function(member),
                    level: visit.level + 1,
                    total: member.total,
                    isOnHotPath: visit.hotSteps > index,
                    isFolded: true,
                    hasChildren: false
                )
            )
        }
        omitted += folded.reduce(0) { $0 + $1.children.count - 1 }
        visit.hotSteps = max(visit.hotSteps - folded.count, 0)
        visit.node = node
    }

    private func callee(passedOnBy node: CallNode) -> CallNode? {
        guard !node.frame.isWritten, node.frame.origin != .synthetic, let callee = node.children.first, kept(node).count == 1,
            callee.total.share(of: node.total) >= Self.passingOn
        else { return nil }
        return callee
    }

    private func kept(_ node: CallNode) -> ArraySlice<CallNode> {
        node.children.prefix { $0.total >= threshold && $0.total > .zero }
    }

    /// The total of the `limit`-th heaviest call.
    private static func heaviest(_ limit: Int, in tree: CallNode) -> Duration {
        var totals: [Duration] = []
        var pending = [tree]
        while let node = pending.popLast() {
            totals.append(node.total)
            pending += node.children
        }
        return totals.count > limit ? totals.sorted(by: >)[max(limit - 1, 0)] : .zero
    }
}
