internal import PerfMonModel

/// The tasks of a request as rows of a time line.
struct TaskOutline {
    /// A part of the request's time, in shares of it.
    struct Stretch {
        var start: Double, width: Double
    }

    struct Row {
        var lane: Lane
        /// From 0; deeper ones count as the deepest.
        var level: Int
        /// The first function of the application, by which a reader knows the task.
        var entry: Frame?
        var strips: [Strip]
        /// When the task was on the critical path.
        var critical: [Stretch]
        /// The same in words.
        var summary: String
    }

    private static let limit = 40
    private static let deepestLevel = 8
    /// A bar is drawn in this many steps; in each the state that took most of it shows.
    static let steps = 500

    private(set) var rows: [Row] = []
    /// Tasks beyond the limit.
    let omitted: Int

    init(_ profile: Profile) {
        omitted = max(0, profile.lanes.count - Self.limit)
        let duration = max(profile.duration.nanoseconds, 1)
        let parts = Dictionary(grouping: CriticalPath(of: profile).parts, by: \.lane)
        let children = Dictionary(grouping: profile.lanes.dropFirst(), by: { $0.parent ?? 0 })
        var pending = profile.lanes.prefix(1).map { (lane: $0, level: 0) }
        var seen: Set<Lane.ID> = []
        while let (lane, level) = pending.popLast(), rows.count < Self.limit {
            guard seen.insert(lane.id).inserted else { continue }
            let states = Self.states(of: lane, duration: duration)
            rows.append(
                Row(
                    lane: lane,
                    level: min(level, Self.deepestLevel),
                    entry: Self.entry(of: lane, in: profile),
                    strips: Self.runs(states).map { Strip(state: $0.value, start: $0.start, width: $0.width) },
                    critical: Self.critical(parts[lane.id] ?? [], duration: duration),
                    summary: Self.summary(of: lane)
                )
            )
            pending += (children[lane.id] ?? []).reversed().map { ($0, level + 1) }
        }
    }

    private static func entry(of lane: Lane, in profile: Profile) -> Frame? {
        let longest = lane.segments.max { $0.end - $0.start < $1.end - $1.start }
        guard let longest, profile.stacks.indices.contains(longest.stack) else { return nil }
        let frames = profile.stacks[longest.stack].compactMap { profile.frames.indices.contains($0) ? profile.frames[$0] : nil }
        return frames.first { $0.origin == .application } ?? frames.first
    }

    private static func summary(of lane: Lane) -> String {
        var times: [LaneState: Duration] = [:]
        for segment in lane.segments { times[segment.state, default: .zero] += segment.end - segment.start }
        let kinds = LaneState.allCases.compactMap { state in times[state].map { "\(state.participle) \(DurationText($0))" } }
        return kinds.isEmpty ? LaneState.notSampled.participle : kinds.joined(separator: ", ")
    }

    /// What shows in each step of the bar; `nil` while the task did not exist.
    private static func states(of lane: Lane, duration: Int64) -> [LaneState?] {
        var times = [[LaneState: Int64]](repeating: [:], count: steps)
        func add(_ state: LaneState, _ start: Duration, _ end: Duration, weight: Int64) {
            let from = min(max(start.nanoseconds, 0), duration), to = min(max(end.nanoseconds, 0), duration)
            guard from < to else { return }
            let first = step(from, duration), last = min(step(to - 1, duration), steps - 1)
            guard first <= last else { return }
            for index in first...last { times[index][state, default: 0] += weight }
        }
        add(.notSampled, lane.start, lane.end, weight: 0)
        for segment in lane.segments {
            let length = (segment.end - segment.start).nanoseconds
            add(segment.state, segment.start, segment.end, weight: min(length, duration / Int64(steps) + 1))
        }
        return times.map { times in
            times.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
        }
    }

    private static func critical(_ parts: [CriticalPath.Part], duration: Int64) -> [Stretch] {
        var steps = [Bool?](repeating: nil, count: Self.steps)
        for part in parts {
            for index in step(part.start, duration)...min(step(part.end - 1, duration), Self.steps - 1) { steps[index] = true }
        }
        return runs(steps).map { Stretch(start: $0.start, width: $0.width) }
    }

    private static func step(_ time: Int64, _ duration: Int64) -> Int {
        min(Int(Double(time) / Double(duration) * Double(steps)), steps - 1)
    }

    /// Equal neighbours as one stretch; `nil` is none.
    private static func runs<Value: Equatable>(_ values: [Value?]) -> [(value: Value, start: Double, width: Double)] {
        var runs: [(value: Value, start: Double, width: Double)] = []
        var index = 0
        while index < values.count {
            let end = values[index...].firstIndex { $0 != values[index] } ?? values.count
            if let value = values[index] {
                runs.append((value, Double(index) / Double(values.count), Double(end - index) / Double(values.count)))
            }
            index = end
        }
        return runs
    }
}
