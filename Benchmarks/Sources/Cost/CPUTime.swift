internal import Foundation

/// CPU time of the process and of single threads, in seconds.
enum CPUTime {
    static var process: Double { read(CLOCK_PROCESS_CPUTIME_ID) }

    /// That of all threads of a name; 0 when there is none.
    static func threads(named name: String) -> Double {
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        return tasks.compactMap { Int32($0) }.reduce(0) { sum, thread in
            let comm = (try? String(contentsOfFile: "/proc/self/task/\(thread)/comm", encoding: .utf8)) ?? ""
            guard comm.dropLast() == name else { return sum }
            // Linux: the clock of a thread is its number, inverted, and the kind of clock in the lowest bits.
            return sum + read(clockid_t(~thread << 3 | 6))
        }
    }

    private static func read(_ clock: clockid_t) -> Double {
        var time = timespec()
        guard clock_gettime(clock, &time) == 0 else { return 0 }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
