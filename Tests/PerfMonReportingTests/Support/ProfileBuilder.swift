internal import PerfMonModel

/// Writes profiles down the way a person tells them: milliseconds, stacks of frames.
struct ProfileBuilder {
    private(set) var frames: [Frame] = []
    private(set) var stacks: [[Int]] = []
    private(set) var lanes: [Lane] = []
    private let duration: Duration

    /// - Parameter duration: Wall time of the request in milliseconds.
    init(duration: Double) {
        self.duration = .milliseconds(duration)
    }

    /// One segment: from, to, stack from the outside in, state, reason.
    typealias Segment = (Double, Double, [Frame], LaneState, WaitReason?)

    mutating func lane(
        _ id: Int = 0,
        parent: Int? = nil,
        kind: Lane.Kind? = nil,
        from start: Double = 0,
        to end: Double,
        handovers: [Double] = [],
        _ segments: [Segment]
    ) {
        lanes.append(
            Lane(
                id: id,
                parent: parent,
                kind: kind ?? (parent == nil ? .request : .child),
                start: .milliseconds(start),
                end: .milliseconds(end),
                segments: segments.map { start, end, stack, state, reason in
                    .init(start: .milliseconds(start), end: .milliseconds(end), stack: intern(stack), state: state, reason: reason)
                },
                handovers: handovers.map { .milliseconds($0) }
            )
        )
    }

    func profile(samples: Int = 500, level: SamplerSummary.Level = .full, limitation: String? = nil) -> Profile {
        Profile(
            duration: duration,
            frames: frames,
            stacks: stacks,
            lanes: lanes,
            sampler: SamplerSummary(
                level: level,
                limitation: limitation,
                interval: .milliseconds(10),
                medianGap: samples > 0 ? .microseconds(10_080) : .zero,
                largestGap: samples > 0 ? .microseconds(23_400) : .zero,
                samples: samples,
                discards: [.taskMovedOn: samples / 100],
                samplerCPU: .microseconds(samples * 31)
            )
        )
    }

    private mutating func intern(_ stack: [Frame]) -> Int {
        let indices = stack.map { frame in
            if let known = frames.firstIndex(of: frame) { return known }
            frames.append(frame)
            return frames.count - 1
        }
        if let known = stacks.firstIndex(of: indices) { return known }
        stacks.append(indices)
        return stacks.count - 1
    }
}
