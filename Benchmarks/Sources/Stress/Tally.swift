internal import Foundation
internal import PerfMonModel
internal import Synchronization

final class SharedTally: Sendable {
    private let tally = Mutex(Tally())
    var value: Tally { tally.withLock { $0 } }
    func add(_ profile: Profile, of kind: Kind) { tally.withLock { $0.add(profile, of: kind) } }
}

/// What all profiles together say.
struct Tally {
    var requests = 0
    var samples = 0
    var discards: DiscardCounts = [:]
    var wrong = 0
    var empty = 0
    var incomplete = 0

    mutating func add(_ profile: Profile, of kind: Kind) {
        requests += 1
        samples += profile.sampler.samples
        discards += profile.sampler.discards
        if profile.sampler.samples == 0 { empty += 1 }
        if profile.sampler.level != .full { incomplete += 1 }
        for segment in profile.lanes.flatMap(\.segments) {
            let stack = profile.stacks[segment.stack].map { profile.frames[$0].function }
            guard stack.contains(where: { Self.isForeign($0, in: kind) }) else { continue }
            wrong += 1
            print("wrong, in a request of kind \(kind.rawValue): \(segment.state), \(stack.joined(separator: " > "))")
        }
    }

    private static func isForeign(_ function: String, in kind: Kind) -> Bool {
        guard let range = function.range(of: "kind"), !function[range.lowerBound...].hasPrefix(kind.mark) else { return false }
        // `Kind.run()` is everyone's; a letter after the word is somebody's.
        return function[range.upperBound...].first?.isUppercase == true
    }
}
