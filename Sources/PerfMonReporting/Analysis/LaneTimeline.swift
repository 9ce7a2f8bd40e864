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

    private init(_ whole: LaneTimeline, from: Int64, to: Int64) {
        id = whole.id
        parent = whole.parent
        segments = whole.segments.compactMap { segment in
            var part = segment
            part.start = max(segment.start, from)
            part.end = min(segment.end, to)
            return part.start < part.end ? part : nil
        }
        start = segments.first?.start ?? max(from, whole.start)
        end = segments.last?.end ?? min(to, whole.end)
    }

    /// Each task of a lane: a lane can hold several, one after the other.
    static func tasks(of lane: Lane) -> [LaneTimeline] {
        let whole = LaneTimeline(lane)
        guard !lane.handovers.isEmpty else { return [whole] }
        let bounds = [Int64.min] + lane.handovers.map(\.nanoseconds).sorted() + [Int64.max]
        return zip(bounds, bounds.dropFirst()).map { LaneTimeline(whole, from: $0, to: $1) }.filter { $0.last != nil }
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
