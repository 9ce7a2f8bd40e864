/// One task of a request: its states over time. In a request with very many tasks, several that ran one after the other.
public struct Lane: Sendable, Identifiable {
    /// Identifies a lane within its profile. The request's own lane has 0.
    public typealias ID = Int

    /// How a lane came to be.
    public enum Kind: String, Sendable, Hashable {
        /// The task that handles the request.
        case request
        /// A child task, of an `async let` or of a task group.
        case child
        /// An unstructured task that another lane awaited.
        case task
    }

    /// A stretch of time in which nothing changed.
    public struct Segment: Sendable, Hashable {
        /// Begin and end, counted from the request's start.
        public var start: Duration, end: Duration
        /// Index into ``Profile/stacks``.
        public var stack: Int
        /// What the lane did.
        public var state: LaneState
        /// Why, when it did not run.
        public var reason: WaitReason?

        /// Creates a segment; `start` must not be after `end`.
        public init(start: Duration, end: Duration, stack: Int, state: LaneState, reason: WaitReason? = nil) {
            self.start = start
            self.end = end
            self.stack = stack
            self.state = state
            self.reason = reason
        }
    }

    /// The lane's identity.
    public var id: ID
    /// The lane that started or awaited it; `nil` for the request's own.
    public var parent: ID?
    /// How it came to be.
    public var kind: Kind
    /// When it was first and last seen, counted from the request's start.
    public var start: Duration, end: Duration
    /// In order of time, without overlaps; gaps were not sampled.
    public var segments: [Segment]
    /// When another task took the lane, in order; empty for a lane of one task.
    public var handovers: [Duration]

    /// Creates a lane.
    public init(
        id: ID, parent: ID?, kind: Kind, start: Duration, end: Duration, segments: [Segment], handovers: [Duration] = []
    ) {
        self.id = id
        self.parent = parent
        self.kind = kind
        self.start = start
        self.end = end
        self.segments = segments
        self.handovers = handovers
    }
}
