internal import Foundation
internal import PerfMonProfiling

/// Runs workloads whose truth is known, one by one and many at once, and measures how far the profiles are from it.
@main
struct Main {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let numbers = arguments.compactMap { Int($0) }
        guard arguments.count == 3 || arguments.count == 4, numbers.count >= 3 else {
            print("usage: Accuracy RUNS-ALONE RUNS-TOGETHER INTERVAL-MILLISECONDS [WORKLOAD]")
            exit(2)
        }
        // A writer of a pipe whose reader is gone must not end the program.
        signal(SIGPIPE, SIG_IGN)
        var options = Profiler.Options()
        options.interval = .milliseconds(numbers[2])
        options.applicationModules = ["Accuracy"]
        let only = arguments.count == 4 && numbers.count == 3 ? arguments[3] : nil
        let chosen = Workload.all.filter { only == nil || $0.mark == only }
        checkMarks()

        // The first profile reads symbol tables, which takes CPU away from whatever runs meanwhile.
        _ = await Trial.run(chosen[0], length: .milliseconds(50), options: options)
        let alone = Table(title: "Alone", trials: await runAlone(chosen, numbers[0], options), goal: 0.02)
        if !alone.trials.isEmpty { alone.print() }
        let mix = Table(title: "64 at once", trials: await runTogether(chosen, numbers[1], options), goal: 0.04)
        if !mix.trials.isEmpty { mix.print() }
        exit(alone.foreign + mix.foreign == 0 ? 0 : 1)
    }

    private static func runAlone(_ workloads: [Workload], _ runs: Int, _ options: Profiler.Options) async -> [Trial] {
        var trials: [Trial] = []
        for _ in 0..<runs {
            for workload in workloads { trials.append(await Trial.run(workload, length: .milliseconds(900), options: options)) }
        }
        return trials
    }

    /// Every wave begins with another workload, so that each meets all others.
    private static func runTogether(_ workloads: [Workload], _ runs: Int, _ options: Profiler.Options) async -> [Trial] {
        var trials: [Trial] = []
        for run in 0..<runs {
            trials += await withTaskGroup(of: Trial.self) { group in
                for index in 0..<64 {
                    let workload = workloads[(run * 24 + index) % workloads.count]
                    group.addTask { await Trial.run(workload, length: .milliseconds(600), options: options) }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
        return trials
    }

    /// A function is told to be another request's by how its name begins.
    private static func checkMarks() {
        for workload in Workload.all {
            for other in Workload.all where other.mark != workload.mark && other.mark.hasPrefix(workload.mark) {
                print("error: the names of \(other.mark) begin like those of \(workload.mark)")
                exit(2)
            }
        }
    }
}
