import PerfMonModel
import PerfMonProfiling
import Testing

/// One workload, run as if it were a slow request.
struct Measurement {
    let profile: Profile

    init(every interval: Duration = .milliseconds(10), overhead: Double = 0.05, _ workload: () async throws -> Void) async throws {
        var options = Profiler.Options()
        options.interval = interval
        options.maximumOverhead = overhead
        options.applicationModules = ["PerfMonProfilingTests"]
        profile = try await Profiler.record(options, workload).profile
    }

    /// The share of the wall time that was sampled. Less than all of it where the sampler itself has to wait for a CPU.
    var coverage: Double {
        profile.lanes[0].segments.reduce(Duration.zero) { $0 + ($1.end - $1.start) } / profile.duration
    }

    /// The share of the request's sampled wall time that a lane spent in these states with all these functions on its stack, in this order.
    func share(_ functions: [String], _ states: LaneState..., lane: Int = 0) -> Double {
        let time = profile.lanes[lane].segments
            .filter { states.contains($0.state) && contains(functions, in: profile.stacks[$0.stack]) }
            .reduce(Duration.zero) { $0 + ($1.end - $1.start) }
        return time / (profile.duration * coverage)
    }

    /// The lane in which a function was seen.
    func lane(with function: String) -> Lane? {
        profile.lanes.first { lane in
            lane.segments.contains { contains([function], in: profile.stacks[$0.stack]) }
        }
    }

    func reasons(lane: Int = 0) -> Set<WaitReason?> {
        Set(profile.lanes[lane].segments.map(\.reason))
    }

    private func contains(_ functions: [String], in stack: [Int]) -> Bool {
        var remaining = functions[...]
        for frame in stack where profile.frames[frame].function == remaining.first { remaining.removeFirst() }
        return remaining.isEmpty
    }
}

extension Measurement: CustomTestStringConvertible {
    var testDescription: String {
        profile.lanes.map { lane in
            "lane \(lane.id) (\(lane.kind), parent \(lane.parent.map(String.init) ?? "none"))\n"
                + lane.segments.map { segment in
                    let names = profile.stacks[segment.stack].suffix(8).map { profile.frames[$0] }
                        .map { "\($0.function):\($0.line.map(String.init) ?? "?")" }
                    return
                        "  \(segment.start)…\(segment.end) \(segment.state) \(segment.reason?.label ?? "") \(names.joined(separator: " > "))"
                }.joined(separator: "\n")
        }.joined(separator: "\n")
    }
}
