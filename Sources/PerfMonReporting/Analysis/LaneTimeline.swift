internal import PerfMonModel

/// A lane in integer time: sorted segments without overlaps, so that they can be searched.
struct LaneTimeline {
    struct Segment {
        var start: Int64, end: Int64
        var stack: Int
        var state: LaneState
        var reason: WaitReason?
    }

    let id: Lane.ID
    let parent: Lane.ID?
    let start: Int64, end: Int64
    private let segments: [Segment]

    init(_ lane: Lane) {
        id = lane.id
        parent = lane.parent
        start = lane.start.nanoseconds
        end = lane.end.nanoseconds
        var free = Int64.min
        segments = lane.segments.sorted { ($0.start, $0.end) < ($1.start, $1.end) }.compactMap { segment in
            let start = max(segment.start.nanoseconds, free), end = segment.end.nanoseconds
            guard start < end else { return nil }
            free = end
            return Segment(start: start, end: end, stack: segment.stack, state: segment.state, reason: segment.reason)
        }
    }

    /// What it was seen doing last.
    var last: Segment? { segments.last }

    /// The segments that end after `time`.
    func segments(from time: Int64) -> ArraySlice<Segment> {
        var low = segments.startIndex, high = segments.endIndex
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].end > time { high = middle } else { low = middle + 1 }
        }
        return segments[low...]
    }
}
