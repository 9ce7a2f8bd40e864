/// How much memory traces may take, in bytes.
enum TraceMemory {
    /// One request's trace.
    static let ofOne = 2 << 20
    /// All traces of requests in flight; those whose reports are still to be written may take as much again.
    static let ofAll = 32 << 20
    /// What is handed over of a request that still runs.
    static let ofSnapshot = 256 << 10

    /// What each of so many traces may take.
    static func share(of traces: Int) -> Int { min(ofOne, ofAll / max(traces, 1)) }
}

/// Keeping within bounds: the largest lane becomes coarser first, stacks that no segment shows are forgotten, and then those that were seen
/// for the shortest time.
extension RequestTrace {
    private static let fewestSegments = 8
    /// What a lane takes besides its segments, more or less.
    private static let laneOverhead = MemoryLayout<TracedLane>.stride + 64

    /// About how many bytes the trace takes.
    var memory: Int { segmentCount * MemoryLayout<TracedSegment>.stride + lanes.count * Self.laneOverhead + stacks.memory + gaps.memory }

    /// How many lanes it may have.
    var laneLimit: Int { min(Self.laneLimit, max(room / 1024, Self.fewestSegments)) }

    /// Makes the trace fit, as far as it can: each task keeps a few segments.
    mutating func fit(in room: Int) {
        self.room = room
        guard memory > room else { return }
        forgetUnusedStacks()
        while memory - stacks.memory > room / 2, let largest = largestLane, lanes[largest].segments.count > Self.fewestSegments {
            condense(largest, to: max(lanes[largest].segments.count / 2, Self.fewestSegments))
        }
        forgetUnusedStacks()
        if memory > room { forgetRareStacks(keeping: max(room - (memory - stacks.memory), room / 4)) }
    }

    /// Makes room for stacks when there is none.
    mutating func makeRoomForStacks() {
        forgetUnusedStacks()
        guard stacks.isNearlyFull, let largest = largestLane else { return }
        condense(largest, to: max(lanes[largest].segments.count / 2, Self.fewestSegments))
        forgetUnusedStacks()
        if stacks.isNearlyFull { forgetRareStacks(keeping: stacks.memory / 2) }
    }

    private var largestLane: Int? { lanes.indices.max { lanes[$0].segments.count < lanes[$1].segments.count } }

    private mutating func forgetUnusedStacks() {
        let times = timesByStack
        keepStacks { times[$0] > 0 }
    }

    private mutating func forgetRareStacks(keeping limit: Int) {
        let times = timesByStack
        var kept: Set<Int> = []
        var left = limit
        for index in stacks.indices.sorted(by: { times[$0] > times[$1] }) {
            left -= stacks.memory(of: index)
            guard left >= 0 else { break }
            kept.insert(index)
        }
        keepStacks { kept.contains($0) }
    }

    private var timesByStack: [UInt64] {
        var times = [UInt64](repeating: 0, count: stacks.count)
        for segment in lanes.lazy.flatMap(\.segments) { times[segment.stack] += segment.end - segment.start }
        return times
    }
}
