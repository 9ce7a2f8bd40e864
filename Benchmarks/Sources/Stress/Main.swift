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

        let tally = SharedTally()
        let memoryBefore = residentKilobytes()
        let end = ContinuousClock.now + .seconds(seconds)
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
            requests \(result.requests)  samples \(result.samples)  discarded \(result.discarded)  \
            wrong attributions \(result.wrong)  without samples \(result.empty)  \
            resident memory \(memoryBefore) kB -> \(residentKilobytes()) kB
            """
        )
        exit(result.wrong == 0 ? 0 : 1)
    }

    /// One request in a task of its own, as a server's connections come and go.
    private static func request(_ options: Profiler.Options) async -> (Profile, Kind) {
        let kind = Kind.allCases.randomElement() ?? .a
        let profile = await Task.detached { await Profiler.record(options) { await kind.run() }.profile }.value
        return (profile, kind)
    }

    private static func residentKilobytes() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        return status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }?
            .split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
    }
}

final class SharedTally: Sendable {
    private let tally = Mutex(Tally())
    var value: Tally { tally.withLock { $0 } }
    func add(_ profile: Profile, of kind: Kind) { tally.withLock { $0.add(profile, of: kind) } }
}

/// What all profiles together say.
struct Tally {
    var requests = 0
    var samples = 0
    var discarded = 0
    var wrong = 0
    var empty = 0

    mutating func add(_ profile: Profile, of kind: Kind) {
        requests += 1
        samples += profile.sampler.samples
        discarded += profile.sampler.discarded
        if profile.sampler.samples == 0 { empty += 1 }
        for frame in profile.frames where frame.function.contains("kind") {
            guard let range = frame.function.range(of: "kind"), !frame.function[range.lowerBound...].hasPrefix(kind.mark) else { continue }
            // `Kind.run()` is everyone's; a letter after the word is somebody's.
            guard frame.function[range.upperBound...].first?.isUppercase == true else { continue }
            wrong += 1
            print("wrong: \(frame.function) in a request of kind \(kind.rawValue)")
        }
    }
}
