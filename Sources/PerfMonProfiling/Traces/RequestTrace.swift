internal import CPerfMonSampler
internal import PerfMonModel

/// All samples of one request, in bounded memory: equal neighbours are one segment, and when a lane is full its course is made coarser, so
/// that even a long request keeps all of it.
struct RequestTrace: Sendable {
    static let laneLimit = 256
    static let segmentLimit = 4096
    private static let nameLimit = 64
    private static let candidateLimit = 8
    private static let longestElusion = 50
    /// Intervals that one sample can stand for.
    private static let longestCover: UInt64 = 10

    let request: ActiveRequest
    /// Time before the first sample that the sample stands for: what a sample covers later on, too.
    let interval: UInt64
    private(set) var lanes: [TracedLane] = []
    /// Of all lanes.
    private(set) var segmentCount = 0
    /// The memory that it may take.
    var room = TraceMemory.ofOne
    private(set) var stacks = StackTable()
    private var imagesVersion: UInt64?
    /// The files that its threads were blocked on, as the kernel names them.
    private(set) var files: [String] = []
    /// The types of the actors that its tasks waited for.
    private(set) var actors: [String] = []
    private(set) var samples = 0
    private(set) var gaps = GapLog()
    /// When the request's own task was seen last.
    var lastLook: UInt64? { lanes.isEmpty ? nil : lanes[0].lastSample }
    /// Of the request's own task when it was looked at last, if it was suspended and had no other tasks; 0 otherwise.
    var digest: UInt64 = 0
    private(set) var discards: DiscardCounts = [:]
    /// Ticks for which it is to be expected that its tasks leave their threads before those answer.
    var elusiveTicks = 0
    /// Ticks at which the request was not looked at, to stay within the budget.
    var leftOut = 0
    /// The most child tasks at a time that were not looked at, for being too many.
    var childrenLeftOut = 0
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

    /// Adds the lane of a task, or finds it. When there are too many, one of a sibling is given to it that has ended; `nil` when there is
    /// none.
    mutating func addLane(
        task: UInt64, id: UInt32, parent: Int?, kind: Lane.Kind, now: UInt64, hasEnded: (TracedLane) -> Bool = { _ in false }
    ) -> Int? {
        if let known = lane(task: task, id: id) { return known }
        let earliest = max(request.start, now > interval ? now - interval : 0)
        guard lanes.count < laneLimit else {
            // Those that were not seen for longest have ended, if any has.
            let siblings = lanes.indices.filter { $0 != 0 && lanes[$0].parent == parent && lanes[$0].kind == kind }
            let candidates = siblings.sorted { lanes[$0].lastSample < lanes[$1].lastSample }.prefix(Self.candidateLimit)
            guard let lane = candidates.first(where: { hasEnded(lanes[$0]) }) else { return nil }
            lanes[lane].handOver(to: task, id: id, at: earliest)
            return lane
        }
        lanes.append(TracedLane(task: task, taskID: id, parent: parent, kind: kind, lastSample: earliest))
        return lanes.count - 1
    }

    /// Adds a sample: the time since the lane's previous one was spent like this.
    ///
    /// - Parameter stillness: What would be another one if the lane had run since.
    mutating func record(
        lane: Int,
        at time: UInt64,
        stack frames: UnsafeBufferPointer<perfmon_frame>,
        state: LaneState,
        wait: TracedWait,
        stillness: Stillness? = nil
    ) {
        record(lane: lane, at: time, stack: stackIndex(of: frames), state: state, wait: wait, stillness: stillness)
    }

    /// The same for a stack that is known to be unchanged.
    mutating func record(
        lane: Int, at time: UInt64, stack: Int, state: LaneState, wait: TracedWait, stillness: Stillness? = nil
    ) {
        let start = lanes[lane].lastSample
        guard time > start else { return }
        samples += 1
        if lane == 0 { gaps.add(time - start) }
        lanes[lane].lastUse = nil
        let sample = TracedSegment(start: start, end: time, stack: stack, state: state, wait: wait)
        append(sample, to: lane, covering: isStill(lane, sample, stillness) ? .max : cover(of: lane))
        lanes[lane].stillness = stillness
    }

    /// Says which images are loaded, before anything is recorded that lies in them. `version` tells whether that is known.
    mutating func use(_ images: [LoadedImage], version: UInt64) {
        guard imagesVersion != version else { return }
        imagesVersion = version
        while !stacks.use(images) {
            let oldest = stacks.oldest
            keepStacks { !oldest.contains($0) }
        }
    }

    /// The index of a file's name. `nil` when there are too many.
    mutating func file(_ name: String) -> Int? { Self.index(of: name, in: &files) }

    /// The index of the name of an actor's type. `nil` when there are too many.
    mutating func actor(_ name: String) -> Int? { Self.index(of: name, in: &actors) }

    private static func index(of name: String, in names: inout [String]) -> Int? {
        if let known = names.firstIndex(of: name) { return known }
        guard names.count < nameLimit else { return nil }
        names.append(name)
        return names.count - 1
    }

    /// Adds a sample that shows what the one before shows.
    mutating func recordUnchanged(lane: Int, at time: UInt64, stillness: Stillness?) {
        guard let last = lanes[lane].segments.last else { return }
        record(lane: lane, at: time, stack: last.stack, state: last.state, wait: last.wait, stillness: stillness)
    }

    /// Whether a sample at a time can stand for all the time since the one before.
    func isCovered(lane: Int, until time: UInt64) -> Bool {
        time - min(time, lanes[lane].lastSample) <= cover(of: lane)
    }

    /// Adds a sample of a thread that was running: what it did not get of its CPU, it waited for.
    mutating func recordRunning(lane: Int, stack frames: UnsafeBufferPointer<perfmon_frame>, use: ProcessorUse) {
        let start = lanes[lane].lastSample
        guard use.time > start else { return }
        let stack = stackIndex(of: frames)
        let pause = min(use.involuntaryPause(since: lanes[lane].lastUse), use.time - start)
        samples += 1
        if lane == 0 { gaps.add(use.time - start) }
        let running = TracedSegment(start: start, end: use.time - pause, stack: stack, state: .running, wait: .none)
        if pause > interval / 20 {
            append(running, to: lane, covering: cover(of: lane))
            // That it had no CPU is known of all this time.
            let waiting = TracedSegment(start: running.end, end: use.time, stack: stack, state: .runnable, wait: .processor)
            append(waiting, to: lane, covering: .max)
        } else {
            let sample = TracedSegment(start: start, end: use.time, stack: stack, state: .running, wait: .none)
            append(sample, to: lane, covering: cover(of: lane))
        }
        lanes[lane].stillness = nil
        lanes[lane].lastUse = use
    }

    /// Notes that a task ran when its thread was asked, and had gone on to another thread when that answered. It ran, so much is known, and
    /// most likely in the async function that was seen last; not what that called.
    mutating func recordMovedOn(lane: Int, at time: UInt64) {
        discards[.threadMovedOn] += 1
        elusiveTicks = Self.longestElusion
        let start = lanes[lane].lastSample
        guard time > start, let last = lanes[lane].segments.last else { return }
        let stack = stacks.indexOfAsyncPart(of: last.stack) ?? 0
        append(TracedSegment(start: start, end: time, stack: stack, state: .running, wait: .none), to: lane, covering: cover(of: lane))
        lanes[lane].stillness = nil
        lanes[lane].lastUse = nil
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

    /// The longest time that a sample says something about. Neither something new nor something old says anything about a long time before
    /// it, nor about several looks that came to nothing: that stays not sampled.
    private func cover(of lane: Int) -> UInt64 {
        lanes[lane].missed > 1 ? interval : interval * Self.longestCover
    }

    /// Whether a lane has not run since its last sample, as far as can be told.
    private func isStill(_ lane: Int, _ sample: TracedSegment, _ stillness: Stillness?) -> Bool {
        guard let stillness, stillness == lanes[lane].stillness, lanes[lane].missed == 0 else { return false }
        guard let last = lanes[lane].segments.last, last.shows(sample) else { return false }
        // A loop can come back to a wait that looks the same. One that was never seen to last is none to rely on.
        return stillness.isCertain || last.end - last.start > interval * Self.longestCover
    }

    private mutating func append(_ sample: TracedSegment, to lane: Int, covering cover: UInt64) {
        guard sample.end > lanes[lane].lastSample else { return }
        var sample = sample
        sample.start = max(lanes[lane].lastSample, sample.end - min(sample.end, cover))
        lanes[lane].lastSample = sample.end
        lanes[lane].missed = 0
        if let last = lanes[lane].segments.indices.last, lanes[lane].segments[last].end == sample.start,
            lanes[lane].segments[last].shows(sample)
        {
            lanes[lane].segments[last].end = sample.end
            return
        }
        if lanes[lane].segments.count == Self.segmentLimit { condense(lane, to: Self.segmentLimit / 2) }
        lanes[lane].segments.append(sample)
        segmentCount += 1
    }

    /// Makes a lane's course coarser.
    mutating func condense(_ lane: Int, to limit: Int) {
        segmentCount -= lanes[lane].segments.count
        lanes[lane].condense(to: limit)
        segmentCount += lanes[lane].segments.count
    }

    /// The index of a stack, whose segment is to be added before any other stack is looked up; 0 when there is no room for it.
    private mutating func stackIndex(of frames: UnsafeBufferPointer<perfmon_frame>) -> Int {
        if let known = stacks.index(of: frames) { return known }
        makeRoomForStacks()
        return stacks.index(of: frames) ?? 0
    }

    /// Forgets all stacks but those wanted: segments that show others show none.
    mutating func keepStacks(where isWanted: (Int) -> Bool) {
        let moved = stacks.keep(where: isWanted)
        for lane in lanes.indices { lanes[lane].moveStacks(moved) }
    }
}
