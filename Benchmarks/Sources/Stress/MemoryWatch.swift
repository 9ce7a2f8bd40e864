internal import Foundation
internal import Synchronization

/// How much memory the process holds as time goes by.
final class MemoryWatch: Sendable {
    private let taken = Mutex<[Int]>([])

    /// Megabytes at 10, 25, 50 and 75 % of the time, as far as it has come, and now.
    var megabytes: [Int] { taken.withLock { $0 } + [Self.residentMegabytes()] }

    init(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) {
        Thread.detachNewThread { [self] in
            for part in [0.1, 0.25, 0.5, 0.75] {
                let due = start + (end - start) * part
                // A sampler's signal may cut a sleep short.
                while ContinuousClock.now < due { usleep(10_000) }
                let size = Self.residentMegabytes()
                taken.withLock { $0.append(size) }
            }
        }
    }

    private static func residentMegabytes() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 / 1024 } ?? 0
    }
}
