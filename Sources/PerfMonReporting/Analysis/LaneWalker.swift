internal import PerfMonModel

/// Walks from lane to lane along the waits between tasks.
struct LaneWalker {
    /// Waits for children are followed this deep. Deeper ones count as suspended: a profile from outside must not
    /// decide how much of this thread's stack is used.
    static let maximumDepth = 64

    var parts: [CriticalPath.Part] = []
    private let timelines: [Lane.ID: LaneTimeline]
    private let children: [Lane.ID: [LaneTimeline]]
    /// The lanes that wait for each other right now; following one of them again would be a cycle.
    private var active: [Lane.ID] = []
    /// The stacks of the active lanes at their waits.
    private var stacks: [Int] = []

    init(lanes: [Lane]) {
        let all = lanes.map(LaneTimeline.init)
        timelines = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        children = Dictionary(grouping: all.filter { $0.parent != nil }, by: { $0.parent ?? $0.id })
    }

    /// Appends the parts of `id` that lie in `from..<to`; what was not sampled is such a part too.
    mutating func follow(_ id: Lane.ID, from: Int64, to: Int64) {
        guard let timeline = timelines[id], from < to else { return }
        active.append(id)
        defer { active.removeLast() }
        var time = from
        for segment in timeline.segments(from: from) where segment.end > from {
            guard segment.start < to else { break }
            let start = max(segment.start, from), end = min(segment.end, to)
            append(time, start, stacks, .notSampled, nil)
            if segment.state == .suspended, case .child(let awaited) = segment.reason {
                wait(for: awaited, during: segment, start, end)
            } else {
                append(start, end, stacks + [segment.stack], segment.state, segment.reason)
            }
            time = end
        }
        append(time, to, stacks, .notSampled, nil)
    }

    /// The time `start..<end` in which the current lane waited for another one.
    private mutating func wait(for awaited: Lane.ID?, during segment: LaneTimeline.Segment, _ start: Int64, _ end: Int64) {
        let here = stacks + [segment.stack]
        if let awaited, active.contains(awaited) { return append(start, end, here, .suspended, .awaitCycle) }
        guard active.count < Self.maximumDepth, let child = child(awaited, start, end) else {
            return append(start, end, here, .suspended, nil)
        }
        // The child may have ended before this wait began, or have been seen only after it.
        let begin = min(max(start, child.start), end)
        let finish = max(min(end, child.end), begin)
        append(start, begin, here, .runnable, nil)
        stacks = here
        follow(child.id, from: begin, to: finish)
        stacks.removeLast()
        append(finish, end, here, .runnable, nil)
    }

    /// The lane waited for. A wait that names none ended when one of the children ended, so the child whose end is
    /// closest to the end of the wait was it. A named lane that is missing stays unknown: a guess could accuse the
    /// wrong function.
    private func child(_ awaited: Lane.ID?, _ start: Int64, _ end: Int64) -> LaneTimeline? {
        if let awaited { return timelines[awaited] }
        guard let current = active.last, let candidates = children[current] else { return nil }
        return
            candidates
            .filter { $0.end > start && $0.start < end && !active.contains($0.id) }
            .min { (abs($0.end - end), -$0.end) < (abs($1.end - end), -$1.end) }
    }

    private mutating func append(_ start: Int64, _ end: Int64, _ stacks: [Int], _ state: LaneState, _ reason: WaitReason?) {
        guard start < end, let lane = active.last else { return }
        parts.append(.init(start: start, end: end, stacks: stacks, state: state, reason: reason, lane: lane))
    }
}
