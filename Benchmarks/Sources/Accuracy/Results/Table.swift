internal import PerfMonModel

/// The trials of one setting as a Markdown table.
struct Table {
    /// A profile with fewer samples says too little to be judged.
    static let fewestSamples = 50

    private static let columns = [
        "workload", "requests", "samples", "discarded", "distance, median", "worst", "by function", "not sampled", "of another request",
    ]

    let title: String
    let trials: [Trial]
    /// The largest distance that is wanted.
    let goal: Double

    var foreign: Int { trials.reduce(0) { $0 + $1.foreign.count } }

    func print() {
        Swift.print("\n### \(title)\n")
        Swift.print(
            "| workload | requests | samples | discarded | distance, median | worst | functions only | not sampled | of another request |")
        Swift.print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        for workload in Workload.all { row(workload.mark, trials.filter { $0.workload == workload.mark }) }
        row("**all**", trials)
        let judged = trials.filter { $0.samples >= Self.fewestSamples }
        let missed = judged.filter { $0.distance > goal }
        Swift.print(
            "\n\(judged.count - missed.count) of \(judged.count) requests with at least \(Self.fewestSamples) samples are within "
                + "\(percent(goal)); \(foreign) samples are of another request.")
        for trial in missed.sorted(by: { $0.distance > $1.distance }).prefix(20) {
            Swift.print("- \(trial.workload) \(percent(trial.distance)) (\(trial.samples) samples): \(trial.explanation)")
        }
        let discards = trials.reduce(into: DiscardCounts()) { $0 += $1.discards }
        if discards.total > 0 { Swift.print("- discarded: \(discards)") }
        for trial in trials where !trial.foreign.isEmpty {
            Swift.print("- wrong: \(trial.foreign.prefix(3).joined(separator: ", ")) in a request of \(trial.workload)")
        }
    }

    private func row(_ name: String, _ trials: [Trial]) {
        guard !trials.isEmpty else { return }
        let distances = trials.map(\.distance).sorted()
        let columns = [
            name, "\(trials.count)", "\(trials.reduce(0) { $0 + $1.samples })", "\(trials.reduce(0) { $0 + $1.discards.total })",
            percent(distances[distances.count / 2]), percent(distances[distances.count - 1]),
            percent(trials.map(\.distanceByFunction).sorted()[trials.count / 2]),
            percent(trials.map(\.notSampled).sorted()[trials.count / 2]), "\(trials.reduce(0) { $0 + $1.foreign.count })",
        ]
        Swift.print("| \(columns.joined(separator: " | ")) |")
    }
}
