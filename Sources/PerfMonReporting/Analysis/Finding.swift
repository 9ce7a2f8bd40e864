internal import PerfMonModel

/// The one thing that took most of the time: a function of the application, what it did there, and the library
/// function it called to do so.
struct Finding {
    /// A finding must account for this share of the time under the end of the hot path, and a callee for this share
    /// of its finding.
    static let majority = 0.5

    /// The deepest function of the application; a library's when no application frame is on the path.
    var frame: Frame
    /// The library function that the application called, when one stands for most of the time.
    var callee: Frame?
    var state: LaneState
    var reason: WaitReason?
    /// All such time in the function, wherever it was called.
    var duration: Duration

    /// `nil` when no stack is known or no single thing dominates.
    init?(in tree: CallNode, on path: HotPath) {
        // A function that blocks now in this system call and now in that one is still one cause.
        guard let finding = Finding(in: tree, on: path, withReasons: true) ?? Finding(in: tree, on: path, withReasons: false)
        else { return nil }
        self = finding
    }

    private init?(in tree: CallNode, on path: HotPath, withReasons: Bool) {
        guard let end = path.nodes.last else { return nil }
        let callers = path.nodes.dropLast().map(\.frame)
        guard let key = BlameTable([end], below: callers, withReasons: withReasons).largest(of: end.total),
            let blame = BlameTable(tree.children, below: [], withReasons: withReasons)[key]
        else { return nil }
        let callee = blame.callees.values.max { ($0.duration, $1.frame.function) < ($1.duration, $0.frame.function) }
        frame = blame.frame
        self.callee = callee.flatMap { $0.duration.share(of: blame.duration) >= Self.majority ? $0.frame : nil }
        state = key.state
        reason = key.reason
        duration = blame.duration
    }
}
