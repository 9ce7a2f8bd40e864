internal import PerfMonModel

/// The heaviest path from the request inwards, as long as one callee dominates.
struct HotPath {
    /// A callee is followed while it has at least this share of its caller. Below, time fans out.
    static let dominance = 0.55
    /// A callee below this share of the request is not followed: many small steps down must not end at a trifle.
    static let minimumShare = 0.25

    /// Outermost function first; the request itself is not part of it.
    private(set) var nodes: [CallNode] = []

    init(in tree: CallNode) {
        var current = tree
        while let heaviest = current.children.first {
            let dominates =
                heaviest.total.share(of: current.total) >= Self.dominance && heaviest.total.share(of: tree.total) >= Self.minimumShare
            if !nodes.isEmpty, !dominates { break }
            nodes.append(heaviest)
            current = heaviest
        }
    }

    func entries(of duration: Duration) -> [Verdict.HotPathEntry] {
        nodes.map { .init(frame: $0.frame, share: $0.total.share(of: duration), total: $0.total) }
    }
}

extension Duration {
    /// `self / whole`, and 0 when there is no whole.
    func share(of whole: Duration) -> Double {
        whole > .zero ? Double(nanoseconds) / Double(whole.nanoseconds) : 0
    }
}
