internal import PerfMonModel

/// Random trees of tasks, with waits that end before, during and after the tasks they wait for.
struct RandomLanes {
    private var generator: SplitMix64
    private var builder: ProfileBuilder
    private let duration: Double
    private var nextID = 0
    private var all: [(id: Int, parent: Int?, start: Double, end: Double, segments: [ProfileBuilder.Segment])] = []

    static func profile(seed: UInt64) -> Profile {
        var random = RandomLanes(seed: seed)
        _ = random.lane(parent: nil, from: 0, to: random.duration, depth: 0)
        for lane in random.all.sorted(by: { $0.id < $1.id }) {
            let handovers = lane.id % 4 == 3 ? lane.segments.map(\.1) : []
            random.builder.lane(lane.id, parent: lane.parent, from: lane.start, to: lane.end, handovers: handovers, lane.segments)
        }
        return random.builder.profile()
    }

    private init(seed: UInt64) {
        generator = SplitMix64(state: seed)
        duration = Double.random(in: 500...3000, using: &generator)
        builder = ProfileBuilder(duration: duration)
    }

    private mutating func lane(parent: Int?, from start: Double, to end: Double, depth: Int) -> Int {
        let id = nextID
        nextID += 1
        var segments: [ProfileBuilder.Segment] = []
        var time = start
        while time < end {
            let next = min(end, time + Double.random(in: 1...400, using: &generator))
            switch Double.random(in: 0..<1, using: &generator) {
            case ..<0.35 where depth < 4:
                let children = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                    let childStart = Double.random(in: max(start, time - 100)...next, using: &generator)
                    let childEnd = Double.random(in: childStart...(next + 50), using: &generator)
                    return lane(parent: id, from: childStart, to: childEnd, depth: depth + 1)
                }
                // Sometimes no name, sometimes one that does not exist, sometimes the waiting lane's own parent.
                let awaited = [nil, children[0], 99_999, parent].randomElement(using: &generator) ?? nil
                segments.append((time, next, [function(id), Code.group], .suspended, .child(lane: awaited)))
            case ..<0.9:
                let state = [LaneState.running, .suspended, .blocked, .runnable].randomElement(using: &generator) ?? .running
                let reason: WaitReason? = state == .suspended ? .sleep : nil
                let stack = [function(Int.random(in: 0...5, using: &generator)), function(Int.random(in: 6...15, using: &generator))]
                segments.append((time, next, stack, state, reason))
            default: break  // a gap in the samples
            }
            time = next + (Bool.random(using: &generator) ? 0 : Double.random(in: 0...20, using: &generator))
        }
        all.append((id, parent, start, end, segments))
        return id
    }

    private func function(_ number: Int) -> Frame {
        Frame(function: "f\(number)()", module: "App", origin: number.isMultiple(of: 3) ? .library : .application)
    }
}

/// The same sequence for the same seed, on every platform.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
