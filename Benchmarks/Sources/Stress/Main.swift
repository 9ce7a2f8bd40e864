internal import Foundation
internal import PerfMonModel
internal import PerfMonProfiling
internal import Synchronization

/// Runs requests of all kinds at once and checks that no profile holds a frame of another request.
@main
struct Main {
    static func main() async {
        let arguments = CommandLine.arguments.dropFirst().map { Double($0) }
        guard arguments.count == 3, let seconds = arguments[0], let hertz = arguments[1], let width = arguments[2] else {
            print("usage: Stress SECONDS HERTZ REQUESTS-AT-ONCE")
            exit(2)
        }
        var options = Profiler.Options()
        options.interval = .seconds(1 / hertz)
        options.maximumOverhead = 1
        options.applicationModules = ["Stress"]

        // The first profile reads symbol tables, and every thread's memory grows once.
        _ = await request(options)
        let tally = SharedTally()
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        let memory = MemoryWatch(from: start, to: end)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<Int(width) {
                group.addTask { [options] in
                    while ContinuousClock.now < end {
                        let (profile, kind) = await request(options)
                        tally.add(profile, of: kind)
                    }
                }
            }
        }
        let result = tally.value
        print(
            """
            requests \(result.requests)  samples \(result.samples)  discarded \(result.discards.total)  \
            wrong attributions \(result.wrong)  without samples \(result.empty)  not complete \(result.incomplete)  \
            memory at 10, 25, 50, 75 % and end \(memory.megabytes.map(String.init).joined(separator: ", ")) MB
            """
        )
        if result.discards.total > 0 { print("discarded: \(result.discards)") }
        exit(result.wrong == 0 ? 0 : 1)
    }

    /// One request in a task of its own, as a server's connections come and go.
    private static func request(_ options: Profiler.Options) async -> (Profile, Kind) {
        let kind = Kind.allCases.randomElement() ?? .a
        let profile = await Task.detached { await Profiler.record(options) { await kind.run() }.profile }.value
        return (profile, kind)
    }
}
