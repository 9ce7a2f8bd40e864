internal import PerfMonModel

/// Walks from lane to lane along the waits between tasks.
struct LaneWalker {
    /// Waits for children are followed this deep. Deeper ones count as suspended: a profile from outside must not
    /// decide how much of this thread's stack is used.
    static let maximumDepth = 64
    private static let deepestComparison = 4

    var parts: [CriticalPath.Part] = []
    /// Lanes that were seen last within this many nanoseconds of each other were seen last in the same look.
    private let tolerance: Int64
    private let timelines: [Lane.ID: [LaneTimeline]]
    private let children: [Lane.ID: [LaneTimeline]]
    /// The lanes that wait for each other right now; following one of them again would be a cycle.
    private var active: [Lane.ID] = []
    /// The stacks of the active lanes at their waits.
    private var stacks: [Int] = []

    /// - Parameter interval: The time between two samples.
    init(lanes: [Lane], interval: Duration) {
        tolerance = max(interval.nanoseconds / 2, 0)
        let tasks = lanes.map(LaneTimeline.tasks)
        let all = tasks.flatMap(\.self)
        timelines = Dictionary(zip(lanes.map(\.id), tasks), uniquingKeysWith: { first, _ in first })
        children = Dictionary(grouping: all.filter { $0.parent != nil }, by: { $0.parent ?? $0.id })
    }

    /// Appends the parts of `id` that lie in `from..<to`; what was not sampled is such a part too.
    mutating func follow(_ id: Lane.ID, from: Int64, to: Int64) {
        guard let timeline = timelines[id]?.first else { return }
        follow(timeline, from: from, to: to)
    }

    private mutating func follow(_ timeline: LaneTimeline, from: Int64, to: Int64) {
        guard from < to else { return }
        active.append(timeline.id)
        defer { active.removeLast() }
        var time = from
        let segments = timeline.segments(from: from)
        for index in segments.indices where segments[index].end > from {
            let segment = segments[index]
            guard segment.start < to else { break }
            let start = max(segment.start, from), end = min(segment.end, to)
            append(time, start, stacks, .notSampled, nil)
            if segment.state == .suspended, case .child(let awaited) = segment.reason {
                let released = awaited == nil ? min(Self.endOfWait(index, in: segments), to) : end
                wait(for: awaited, during: segment, start, end, released: released)
            } else {
                append(start, end, stacks + [segment.stack], segment.state, segment.reason)
            }
            time = end
        }
        append(time, to, stacks, .notSampled, nil)
    }

    /// When a wait that a segment shows was over: between two segments of one wait there is time that was not sampled.
    private static func endOfWait(_ index: Int, in segments: ArraySlice<LaneTimeline.Segment>) -> Int64 {
        var end = segments[index].end
        for next in segments[(index + 1)...] {
            guard next.start > end, next.stack == segments[index].stack, next.reason == segments[index].reason else { break }
            end = next.end
        }
        return end
    }

    /// The time `start..<end` in which the current lane waited for another one, which released it at `released`.
    private mutating func wait(
        for awaited: Lane.ID?,
        during segment: LaneTimeline.Segment,
        _ start: Int64,
        _ end: Int64,
        released: Int64
    ) {
        let here = stacks + [segment.stack]
        if let awaited, active.contains(awaited) { return append(start, end, here, .suspended, .awaitCycle) }
        guard active.count < Self.maximumDepth, let child = child(awaited, start, released) else {
            return append(start, end, here, .suspended, nil)
        }
        // The child may have ended before this wait began, or have been seen only after it.
        let begin = min(max(start, child.start), end)
        let finish = max(min(end, child.end), begin)
        append(start, begin, here, .runnable, nil)
        stacks = here
        follow(child, from: begin, to: finish)
        stacks.removeLast()
        append(finish, end, here, .runnable, nil)
    }

    /// The lane waited for. A wait that names none ended when one of the children ended, so the child whose end is
    /// closest to the end of the wait was it. A named lane that is missing stays unknown: a guess could accuse the
    /// wrong function.
    private func child(_ awaited: Lane.ID?, _ start: Int64, _ end: Int64) -> LaneTimeline? {
        if let awaited { return timelines[awaited].flatMap { Self.task(of: $0, start, end) } }
        return active.last.flatMap { lastEnded(of: $0, start, end) }
    }

    /// Of the tasks of one lane, the one that was there then.
    private static func task(of lane: [LaneTimeline], _ start: Int64, _ end: Int64) -> LaneTimeline? {
        let present = lane.filter { $0.end > start && $0.start < end }
        return (present.isEmpty ? lane : present).min { abs($0.end - end) < abs($1.end - end) }
    }

    private func lastEnded(of lane: Lane.ID, _ start: Int64, _ end: Int64) -> LaneTimeline? {
        let candidates = children[lane, default: []].filter { $0.end > start && $0.start < end && !active.contains($0.id) }
        guard let nearest = candidates.map({ abs($0.end - end) }).min() else { return nil }
        // Of those that were seen last in the same look, their ends say only who was looked at first.
        return candidates.filter { abs($0.end - end) <= nearest + tolerance }.max(by: endsBefore)
    }

    /// Which of two lanes that were seen last together ended first, as far as can be told: one on its thread before one in a queue, that
    /// before one still suspended, and of two in a queue the one that came first.
    private func endsBefore(_ left: LaneTimeline, _ right: LaneTimeline) -> Bool {
        let (left, right) = (lastStep(of: left, depth: 0), lastStep(of: right, depth: 0))
        return (left.rank, left.since, left.end) < (right.rank, right.since, right.end)
    }

    private func lastStep(of lane: LaneTimeline, depth: Int) -> (rank: Int, since: Int64, end: Int64) {
        guard let last = lane.last else { return (0, lane.start, lane.end) }
        switch last.state {
        case .running, .blocked, .notSampled: return (0, last.start, lane.end)
        case .runnable: return (1, last.start, lane.end)
        case .suspended:
            // Who waits for others ends after the last of those.
            guard case .child(let awaited) = last.reason, depth < Self.deepestComparison else { return (2, last.start, lane.end) }
            let others = awaited.map { timelines[$0, default: []] } ?? children[lane.id, default: []]
            let steps = others.filter { abs($0.end - lane.end) <= tolerance }.map { lastStep(of: $0, depth: depth + 1) }
            return steps.max { ($0.rank, $0.since, $0.end) < ($1.rank, $1.since, $1.end) } ?? (2, last.start, lane.end)
        }
    }

    private mutating func append(_ start: Int64, _ end: Int64, _ stacks: [Int], _ state: LaneState, _ reason: WaitReason?) {
        guard start < end, let lane = active.last else { return }
        parts.append(.init(start: start, end: end, stacks: stacks, state: state, reason: reason, lane: lane))
    }
}
