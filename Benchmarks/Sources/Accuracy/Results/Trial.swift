internal import PerfMonModel
internal import PerfMonProfiling

/// One request: the truth beside what was reported.
struct Trial: Sendable {
    let workload: String
    let distance: Double
    let distanceByFunction: Double
    let notSampled: Double
    let samples: Int
    let discards: DiscardCounts
    let foreign: [String]
    /// The largest differences, for people.
    let explanation: String

    /// Runs a workload as a server runs a request: in a task of its own.
    static func run(_ workload: Workload, length: Duration, options: Profiler.Options) async -> Trial {
        await Task.detached {
            let recording = await Profiler.record(options) {
                let start = ContinuousClock.now
                let course = await workload.run(length)
                return (course: course, window: start..<ContinuousClock.now)
            }
            return Trial(workload, recording)
        }.value
    }

    private init(
        _ workload: Workload,
        _ recording: Profiler.Recording<(course: Course, window: Range<ContinuousClock.Instant>)>
    ) {
        let truth = Distribution(recording.value.course, of: recording.value.window, outermost: workload.outermost)
        let functions = Set(recording.value.course.map(\.function)).union([workload.outermost])
        let reported = Reported(
            recording.profile,
            functions: functions,
            outermost: workload.outermost,
            others: Workload.all.map(\.mark).filter { $0 != workload.mark }
        )
        self.workload = workload.mark
        distance = truth.distance(to: reported.distribution)
        distanceByFunction = truth.byFunction.distance(to: reported.distribution.byFunction)
        notSampled = reported.distribution.shares.reduce(0) { $1.key.state == .notSampled ? $0 + $1.value : $0 }
        samples = reported.samples
        discards = reported.discards
        foreign = reported.foreign
        explanation = Self.explain(truth, reported.distribution)
    }

    private static func explain(_ truth: Distribution, _ reported: Distribution) -> String {
        var expected = truth.shares
        for open in truth.either { expected[.init(function: open.function, state: open.states[0]), default: 0] += open.share }
        let keys = Set(expected.keys).union(reported.shares.keys)
        let differences = keys.map { key in Difference(key: key, truth: expected[key] ?? 0, reported: reported.shares[key] ?? 0) }
        return differences.filter { $0.size > 0.005 }.sorted { $0.size > $1.size }.prefix(4).map(\.text).joined(separator: "; ")
    }

    private struct Difference {
        let key: Distribution.Key
        let truth: Double
        let reported: Double
        var size: Double { abs(truth - reported) }
        var text: String { "\(key.function) \(key.state.rawValue): true \(percent(truth)), reported \(percent(reported))" }
    }
}

func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
}
