/// A node of the call tree of one request: wall time by function, along the critical path through its tasks.
public struct CallNode: Sendable {
    /// Time that ended in a node itself, by state and reason.
    public struct SelfTime: Sendable, Hashable {
        /// What the time was.
        public var state: LaneState
        /// Why, when it was not running.
        public var reason: WaitReason?
        /// How much.
        public var duration: Duration

        /// Creates an entry.
        public init(state: LaneState, reason: WaitReason?, duration: Duration) {
            self.state = state
            self.reason = reason
            self.duration = duration
        }
    }

    /// The function.
    public var frame: Frame
    /// Wall time in it, callees included.
    public var total: Duration
    /// Separate stretches of time in it: at least this many calls, never more than there were.
    public var runs: Int
    /// The time that ended here, most first.
    public var selfTimes: [SelfTime]
    /// The callees, heaviest first.
    public var children: [CallNode]

    /// Creates a node.
    public init(frame: Frame, total: Duration, runs: Int = 1, selfTimes: [SelfTime] = [], children: [CallNode] = []) {
        self.frame = frame
        self.total = total
        self.runs = runs
        self.selfTimes = selfTimes
        self.children = children
    }
}
