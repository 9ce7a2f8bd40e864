internal import PerfMonModel

/// Who answers for which time: time that ends in a library counts for the function of the application that called it.
struct BlameTable {
    struct Key: Hashable {
        var function: FunctionKey
        var state: LaneState
        var reason: WaitReason?

        /// Makes the choice between equals the same in every run of the program.
        fileprivate var order: String { function.function + state.rawValue + (reason?.label ?? "") }
    }

    struct Blame {
        var frame: Frame
        var duration: Duration = .zero
        /// The library functions called directly by the application's.
        var callees: [FunctionKey: (frame: Frame, duration: Duration)] = [:]
        /// The heaviest single contribution decides which line is shown.
        var heaviest: Duration = .zero
    }

    /// The nearest function of the application, and what that called.
    private struct Culprit {
        var frame: Frame?
        var callee: Frame?

        func entering(_ next: Frame) -> Culprit {
            switch next.origin {
            case .application: Culprit(frame: next)
            // Without an application frame the innermost library function is all there is to name.
            case .library where frame == nil || frame?.origin == .library: Culprit(frame: next)
            case .library: Culprit(frame: frame, callee: callee ?? next)
            case .synthetic: frame == nil ? Culprit(frame: next) : self
            }
        }
    }

    private let withReasons: Bool
    private var blames: [Key: Blame] = [:]

    /// - Parameters:
    ///   - nodes: The subtrees to add up.
    ///   - callers: The frames above them, outermost first.
    ///   - withReasons: Whether times with different reasons are kept apart.
    init(_ nodes: [CallNode], below callers: [Frame], withReasons: Bool) {
        self.withReasons = withReasons
        let outer = callers.reduce(Culprit()) { $0.entering($1) }
        var pending = nodes.map { (node: $0, culprit: outer) }
        while let (node, caller) = pending.popLast() {
            let culprit = caller.entering(node.frame)
            for time in node.selfTimes { add(time, to: culprit) }
            pending += node.children.map { ($0, culprit) }
        }
    }

    subscript(key: Key) -> Blame? { blames[key] }

    /// What has the majority of `total`.
    func majority(of total: Duration) -> Key? {
        Self.largest(blames).flatMap { $0.value.duration.share(of: total) >= Finding.majority ? $0.key : nil }
    }

    /// What has most of the time in `state`.
    func largest(of state: LaneState) -> Key? {
        Self.largest(blames.filter { $0.key.state == state })?.key
    }

    private static func largest(_ blames: [Key: Blame]) -> (key: Key, value: Blame)? {
        blames.max { ($0.value.duration, $1.key.order) < ($1.value.duration, $0.key.order) }
    }

    private mutating func add(_ time: CallNode.SelfTime, to culprit: Culprit) {
        guard let frame = culprit.frame else { return }
        let key = Key(function: FunctionKey(frame), state: time.state, reason: withReasons ? time.reason : nil)
        var blame = blames[key] ?? Blame(frame: frame)
        blame.duration += time.duration
        if time.duration > blame.heaviest {
            blame.heaviest = time.duration
            blame.frame = frame
        }
        if let callee = culprit.callee { blame.callees[FunctionKey(callee), default: (callee, .zero)].duration += time.duration }
        blames[key] = blame
    }
}
