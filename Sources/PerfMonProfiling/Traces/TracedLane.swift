internal import PerfMonModel

struct TracedSegment: Sendable {
    /// Monotonic nanoseconds.
    var start: UInt64
    var end: UInt64
    var stack: Int
    var state: LaneState
    var wait: TracedWait
}

struct TracedLane: Sendable {
    private static let handoverLimit = 1024

    private(set) var task: UInt64
    /// Distinguishes tasks that had the same address one after the other.
    private(set) var taskID: UInt32
    let parent: Int?
    let kind: Lane.Kind
    var lastSample: UInt64
    /// Where the chain of the task's contexts ends, as it was seen while the task was suspended; 0 before.
    var firstContext: UInt64 = 0
    /// Of the last sample, if the lane did not run.
    var stillness: Stillness?
    /// Looks in a row that came to nothing.
    var missed = 0
    /// Set while the lane is seen running.
    var lastUse: ProcessorUse?
    var segments: [TracedSegment] = []
    /// When another task took the lane.
    private(set) var handovers: [UInt64] = []
    private var condenser = CourseCondenser()

    init(task: UInt64, taskID: UInt32, parent: Int?, kind: Lane.Kind, lastSample: UInt64) {
        self.task = task
        self.taskID = taskID
        self.parent = parent
        self.kind = kind
        self.lastSample = lastSample
    }

    /// Replaces the indices of stacks by others.
    mutating func moveStacks(_ moved: [Int]) {
        for index in segments.indices { segments[index].stack = moved[segments[index].stack] }
        condenser.moveStacks(moved)
    }

    /// Gives the lane of a task that has ended to another one, which was first seen after `time`.
    mutating func handOver(to task: UInt64, id: UInt32, at time: UInt64) {
        self.task = task
        taskID = id
        lastSample = max(lastSample, time)
        firstContext = 0
        missed = 0
        lastUse = nil
        stillness = nil
        // Of very many short tasks two count as one.
        if handovers.count == Self.handoverLimit { handovers = handovers.indices.filter { $0 % 2 == 1 }.map { handovers[$0] } }
        handovers.append(lastSample)
    }

    /// Makes the lane's course coarser.
    mutating func condense(to limit: Int) {
        condenser.condense(&segments, to: limit)
    }
}

/// What differs between two looks if a lane that was suspended or blocked in both has run meanwhile.
struct Stillness: Sendable, Equatable {
    /// Where it waits: its innermost async context, or its thread's system call.
    let place: UInt64
    /// What the context holds, or the CPU time that the thread has used.
    let content: UInt64
    /// Whether it cannot be the same after the lane has run.
    let isCertain: Bool
}

/// Why a lane did not run, as the sampler sees it: addresses and numbers, not yet names.
enum TracedWait: Sendable, Hashable {
    case none
    case continuation
    /// Another task of the same trace, by lane.
    case lane(Int)
    case group
    /// An actor; `type` is an index into ``RequestTrace/actors``.
    case actor(type: Int?)
    case executorQueue
    /// On a thread that had no CPU.
    case processor
    /// By number; `file` is an index into ``RequestTrace/files``.
    case systemCall(Int, file: Int?)
}
