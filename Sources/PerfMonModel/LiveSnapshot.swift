/// What a server is doing right now: its monitored requests in flight.
public struct LiveSnapshot: Sendable, Codable, Hashable {
    /// The format of this value when it is written as JSON.
    public var formatVersion = 1
    /// The process and its service.
    public var processID: Int, service: String
    /// How much of the profiler works, as in ``SamplerSummary/Level``.
    public var level: String
    /// The requests in flight, the oldest first.
    public var requests: [Request]
    /// Why the requests in flight are not known; `nil` when they are.
    public var failure: String?

    /// A request in flight.
    public struct Request: Sendable, Codable, Hashable {
        /// The method, and the path as requested.
        public var method: String, path: String
        /// How long it has been running, and when it counts as slow.
        public var ageMilliseconds: Int, thresholdMilliseconds: Int
        /// Its tasks, its own first.
        public var tasks: [Task]
        /// Looks at it that came to nothing, by reason; `nil` from a server that does not say.
        public var discards: DiscardCounts?

        /// Creates a request.
        public init(
            method: String,
            path: String,
            ageMilliseconds: Int,
            thresholdMilliseconds: Int,
            tasks: [Task],
            discards: DiscardCounts? = nil
        ) {
            self.method = method
            self.path = path
            self.ageMilliseconds = ageMilliseconds
            self.thresholdMilliseconds = thresholdMilliseconds
            self.tasks = tasks
            self.discards = discards
        }
    }

    /// A task of a request, as it was seen last.
    public struct Task: Sendable, Codable, Hashable {
        /// Its lane, and the lane that started or awaited it.
        public var lane: Int, parent: Int?
        /// As in ``LaneState``, and ``WaitReason/label``.
        public var state: String, reason: String?
        /// How long it has been in this state at this place.
        public var sinceMilliseconds: Int
        /// Outermost function first.
        public var stack: [Function]

        /// Creates a task.
        public init(lane: Int, parent: Int?, state: String, reason: String?, sinceMilliseconds: Int, stack: [Function]) {
            self.lane = lane
            self.parent = parent
            self.state = state
            self.reason = reason
            self.sinceMilliseconds = sinceMilliseconds
            self.stack = stack
        }
    }

    /// A function on a stack.
    public struct Function: Sendable, Codable, Hashable {
        /// As in ``Frame``.
        public var name: String, module: String?, file: String?, line: Int?
        /// Whether it is the application's own.
        public var isApplication: Bool

        /// Creates a function.
        public init(_ frame: Frame) {
            name = frame.function
            module = frame.module
            file = frame.file
            line = frame.line
            isApplication = frame.origin == .application
        }
    }

    /// Creates a snapshot.
    public init(processID: Int, service: String, level: String, requests: [Request], failure: String? = nil) {
        self.processID = processID
        self.service = service
        self.level = level
        self.requests = requests
        self.failure = failure
    }
}
