internal import PerfMonModel

/// The tasks of a request as rows of a time line, children below their parents.
struct TaskOutline {
    struct Row {
        var lane: Lane
        /// From 0; deeper ones count as the deepest.
        var level: Int
        /// The first function of the application, by which a reader knows the task.
        var entry: Frame?
        var states: [TimelineBar<LaneState>.Stretch]
        /// When the task was on the critical path.
        var critical: [TimelineBar<Bool>.Stretch]
        /// The same in words.
        var summary: String
    }

    private static let limit = 40
    private static let deepestLevel = 8

    private(set) var rows: [Row] = []
    /// Tasks beyond the limit.
    private(set) var omitted = 0

    init(_ profile: Profile) {
        let path = CriticalPath(of: profile)
        let parts = Dictionary(grouping: path.parts, by: \.lane)
        let children = Dictionary(grouping: profile.lanes.dropFirst(), by: { $0.parent ?? 0 })
        var pending = profile.lanes.prefix(1).map { (lane: $0, level: 0) }
        var seen: Set<Lane.ID> = []
        while let (lane, level) = pending.popLast(), rows.count < Self.limit {
            guard seen.insert(lane.id).inserted else { continue }
            var critical = TimelineBar<Bool>(duration: path.duration)
            for part in parts[lane.id] ?? [] { critical.add(true, from: part.start, to: part.end) }
            rows.append(
                Row(
                    lane: lane,
                    level: min(level, Self.deepestLevel),
                    entry: Self.entry(of: lane, in: profile),
                    states: Self.states(of: lane, duration: path.duration),
                    critical: critical.stretches,
                    summary: Self.summary(of: lane)
                )
            )
            pending += (children[lane.id] ?? []).reversed().map { ($0, level + 1) }
        }
        omitted = Set(profile.lanes.map(\.id)).count - rows.count
    }

    private static func entry(of lane: Lane, in profile: Profile) -> Frame? {
        let longest = lane.segments.max { $0.end - $0.start < $1.end - $1.start }
        guard let longest, profile.stacks.indices.contains(longest.stack) else { return nil }
        let frames = profile.stacks[longest.stack].compactMap { profile.frames.indices.contains($0) ? profile.frames[$0] : nil }
        return frames.first { $0.isWritten } ?? frames.first { $0.origin == .application } ?? frames.first
    }

    private static func states(of lane: Lane, duration: Int64) -> [TimelineBar<LaneState>.Stretch] {
        let timeline = LaneTimeline(lane)
        var bar = TimelineBar<LaneState>(duration: duration)
        var time = timeline.start
        for segment in timeline.segments(from: .min) {
            bar.add(.notSampled, from: time, to: segment.start)
            bar.add(segment.state, from: segment.start, to: segment.end)
            time = segment.end
        }
        bar.add(.notSampled, from: time, to: timeline.end)
        return bar.stretches
    }

    private static func summary(of lane: Lane) -> String {
        var times: [LaneState: Duration] = [:]
        for segment in lane.segments { times[segment.state, default: .zero] += segment.end - segment.start }
        let kinds = LaneState.allCases.compactMap { state in times[state].map { "\(state.participle) \(DurationText($0))" } }
        let tasks = lane.handovers.isEmpty ? "" : "\(lane.handovers.count + 1) tasks one after the other: "
        return tasks + (kinds.isEmpty ? LaneState.notSampled.participle : kinds.joined(separator: ", "))
    }
}
