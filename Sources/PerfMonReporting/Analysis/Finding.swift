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
        guard let key = BlameTable([end], below: callers, withReasons: withReasons).majority(of: end.total),
            let blame = BlameTable(tree.children, below: [], withReasons: withReasons)[key]
        else { return nil }
        self.init(key, blame)
    }

    /// What has most of the time of one kind, however little that is; `nil` when there is no such time.
    init?(_ state: LaneState, in tree: CallNode) {
        let table = BlameTable(tree.children, below: [], withReasons: true)
        guard let key = table.largest(of: state), let blame = table[key] else { return nil }
        self.init(key, blame)
    }

    private init(_ key: BlameTable.Key, _ blame: BlameTable.Blame) {
        let callee = blame.callees.values.max { ($0.duration, $1.frame.function) < ($1.duration, $0.frame.function) }
        frame = blame.frame
        self.callee = callee.flatMap { $0.duration.share(of: blame.duration) >= Self.majority ? $0.frame : nil }
        state = key.state
        reason = key.reason
        duration = blame.duration
    }

    /// Such as `awaiting in UserRepository.load(id:) → Task.sleep(for:) [sleep]`.
    var phrase: String {
        guard frame.origin != .synthetic else { return state.participle }
        let callee = callee.map { " → \($0.function)" } ?? ""
        if reason == .processor { return "waiting for a CPU in \(frame.function)\(callee)" }
        return "\(state.participle) in \(frame.function)\(callee)" + (reason?.label.map { " [\($0)]" } ?? "")
    }
}
