internal import CPerfMonSampler
internal import Dispatch
internal import PerfMonModel
internal import PerfMonProfiling
internal import Synchronization
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A request that does something of each kind, so that every reader has work.
enum Workload {
    /// Runs it, sampled, from a plain thread, together with `interference` in another task. Prints what was seen.
    @discardableResult
    static func profile(
        milliseconds: UInt64 = 300,
        _ interference: @escaping @Sendable () -> Void = {}
    ) -> Profile {
        record {
            interference()
            spin(milliseconds: milliseconds / 3)
            block(milliseconds: milliseconds / 3)
            try? await Task.sleep(for: .milliseconds(milliseconds / 3))
        }
    }

    /// Often, and at any cost.
    static var usual: Profiler.Options {
        var options = Profiler.Options()
        options.interval = .milliseconds(1)
        options.maximumOverhead = 1
        return options
    }

    /// Records a closure from a plain thread. Prints what was seen.
    @discardableResult
    static func record(_ options: Profiler.Options = usual, _ body: @escaping @Sendable () async -> Void) -> Profile {
        let result = Mutex<Profile?>(nil)
        let isDone = DispatchSemaphore(value: 0)
        Task.detached {
            let recording = await Profiler.record(options, body)
            result.withLock { $0 = recording.profile }
            isDone.signal()
        }
        isDone.wait()
        guard let profile = result.withLock({ $0 }) else { return .lost }
        // On a busy machine code that wants to run waits for a CPU.
        say("running: \(share(of: [.running, .runnable], in: profile))")
        say("blocked: \(share(of: [.blocked], in: profile))")
        say("suspended: \(share(of: [.suspended], in: profile))")
        return profile
    }

    @inline(never)
    static func spin(milliseconds: UInt64) {
        let end = perfmon_now() + milliseconds * 1_000_000
        while perfmon_now() < end {}
    }

    @inline(never)
    static func block(milliseconds: UInt64) {
        // Signals cut sleeps short, which must not happen; but where it happened the time is to be the same.
        let end = perfmon_now() + milliseconds * 1_000_000
        while perfmon_now() < end { usleep(UInt32((end - perfmon_now()) / 1000)) }
    }

    /// Hundredths of the wall time.
    private static func share(of states: Set<LaneState>, in profile: Profile) -> Int {
        let segments = profile.lanes.first?.segments.filter { states.contains($0.state) } ?? []
        let time = segments.reduce(Duration.zero) { $0 + ($1.end - $1.start) }
        return Int((time / profile.duration * 100).rounded())
    }
}

extension Profile {
    fileprivate static var lost: Profile {
        let sampler = SamplerSummary(level: .timingsOnly, interval: .zero)
        return Profile(duration: .zero, frames: [], stacks: [], lanes: [], sampler: sampler)
    }
}
