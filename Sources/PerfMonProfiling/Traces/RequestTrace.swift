internal import CPerfMonSampler
internal import PerfMonModel

/// All samples of one request, in bounded memory: equal neighbours are one segment, and when a lane is full its course is made coarser, so
/// that even a long request keeps all of it.
struct RequestTrace: Sendable {
    static let laneLimit = 256
    static let segmentLimit = 4096
    private static let fileLimit = 64
    /// Intervals that one sample can stand for.
    private static let longestCover: UInt64 = 10

    let request: ActiveRequest
    /// Time before the first sample that the sample stands for: what a sample covers later on, too.
    let interval: UInt64
    private(set) var lanes: [TracedLane] = []
    private(set) var stacks = StackTable()
    /// The files that its threads were blocked on, as the kernel names them.
    private(set) var files: [String] = []
    private(set) var samples = 0
    private(set) var gaps: [UInt64] = []
    private(set) var largestGap: UInt64 = 0
    /// When the request's own task was seen last.
    var lastLook: UInt64? { lanes.isEmpty ? nil : lanes[0].lastSample }
    /// Of the request's own task when it was looked at last, if it was suspended and had no other tasks; 0 otherwise.
    var digest: UInt64 = 0
    private(set) var discards: DiscardCounts = [:]
    /// Ticks at which the request was not looked at, to stay within the budget.
    var leftOut = 0
    /// Whether it was said that the request is stuck.
    var isStuckReported = false
    /// The sampler thread's CPU time when the first sample was taken.
    let samplerCPUAtStart: UInt64

    init(request: ActiveRequest, interval: UInt64, samplerCPU: UInt64) {
        self.request = request
        self.interval = interval
        samplerCPUAtStart = samplerCPU
    }

    /// The lane of a task that was seen before.
    func lane(task: UInt64, id: UInt32) -> Int? {
        lanes.lastIndex { $0.task == task && $0.taskID == id }
    }

    /// Adds the lane of a task, or finds it. `nil` when there are too many.
    mutating func addLane(task: UInt64, id: UInt32, parent: Int?, kind: Lane.Kind, now: UInt64) -> Int? {
        if let known = lane(task: task, id: id) { return known }
        guard lanes.count < Self.laneLimit else { return nil }
        let earliest = max(request.start, now > interval ? now - interval : 0)
        lanes.append(TracedLane(task: task, taskID: id, parent: parent, kind: kind, lastSample: earliest))
        return lanes.count - 1
    }

    /// Adds a sample: the time since the lane's previous one was spent like this.
    mutating func record(
        lane: Int,
        at time: UInt64,
        stack frames: UnsafeBufferPointer<perfmon_frame>,
        state: LaneState,
        wait: TracedWait
    ) {
        record(lane: lane, at: time, stack: stacks.index(of: frames), state: state, wait: wait)
    }

    /// The same for a stack that is known to be unchanged.
    mutating func record(lane: Int, at time: UInt64, stack: Int, state: LaneState, wait: TracedWait) {
        let start = lanes[lane].lastSample
        guard time > start else { return }
        samples += 1
        if lane == 0 { note(gap: time - start) }
        lanes[lane].lastUse = nil
        append(to: lane, until: time, stack: stack, state: state, wait: wait)
    }

    /// The index of a file's name. `nil` when there are too many.
    mutating func file(_ name: String) -> Int? {
        if let known = files.firstIndex(of: name) { return known }
        guard files.count < Self.fileLimit else { return nil }
        files.append(name)
        return files.count - 1
    }

    /// Adds a sample of a request in which nothing has changed.
    mutating func recordUnchanged(at time: UInt64) {
        guard let last = lanes.first?.segments.last else { return }
        record(lane: 0, at: time, stack: last.stack, state: last.state, wait: last.wait)
    }

    /// Adds a sample of a thread that was running: what it did not get of its CPU, it waited for.
    mutating func recordRunning(lane: Int, stack frames: UnsafeBufferPointer<perfmon_frame>, use: ProcessorUse) {
        let start = lanes[lane].lastSample
        guard use.time > start else { return }
        let stack = stacks.index(of: frames)
        let pause = min(use.involuntaryPause(since: lanes[lane].lastUse), use.time - start)
        samples += 1
        if lane == 0 { note(gap: use.time - start) }
        if pause > interval / 20 {
            append(to: lane, until: use.time - pause, stack: stack, state: .running, wait: .none)
            append(to: lane, until: use.time, stack: stack, state: .runnable, wait: .processor)
        } else {
            append(to: lane, until: use.time, stack: stack, state: .running, wait: .none)
        }
        lanes[lane].lastUse = use
    }

    /// Whether the chain of a lane's contexts ends where it always did. Memory that was given back can lead to the end of another task's
    /// chain, which may lie as near.
    mutating func confirm(firstContext: UInt64, lane: Int) -> Bool {
        if lanes[lane].firstContext == 0 { lanes[lane].firstContext = firstContext }
        return lanes[lane].firstContext == firstContext
    }

    /// Notes that a look came to nothing; `lane` is `nil` for a task that has none.
    mutating func discard(lane: Int?, _ reason: DiscardReason) {
        discards[reason] += 1
        if let lane, lanes.indices.contains(lane) { lanes[lane].missed += 1 }
    }

    private mutating func append(to lane: Int, until time: UInt64, stack: Int, state: LaneState, wait: TracedWait) {
        var start = lanes[lane].lastSample
        guard time > start else { return }
        lanes[lane].lastSample = time
        defer { lanes[lane].missed = 0 }
        if let last = lanes[lane].segments.indices.last,
            lanes[lane].segments[last].stack == stack,
            lanes[lane].segments[last].state == state,
            lanes[lane].segments[last].wait == wait
        {
            lanes[lane].segments[last].end = time
            return
        }
        // Something new says nothing about a long time before it, nor about several looks that came to nothing: that stays not
        // sampled.
        let cover = lanes[lane].missed > 1 ? interval : interval * Self.longestCover
        start = max(start, time - min(time, cover))
        if lanes[lane].segments.count == Self.segmentLimit { lanes[lane].condense(to: Self.segmentLimit / 2) }
        lanes[lane].segments.append(TracedSegment(start: start, end: time, stack: stack, state: state, wait: wait))
    }

    private mutating func note(gap: UInt64) {
        largestGap = max(largestGap, gap)
        if gaps.count < Self.segmentLimit { gaps.append(gap) }
    }
}
