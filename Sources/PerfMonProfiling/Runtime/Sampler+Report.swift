internal import CPerfMonSampler
package import PerfMonModel
internal import Synchronization
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Finding out what works, at the start and while the sampler runs.
extension Sampler {
    /// What works in this process; `nil` until that is known.
    package var report: SamplerReport? { shared.withLock { $0.report } }

    /// Waits, on a plain thread, until it is known what works; `nil` when that takes too long.
    @available(*, noasync)
    package func waitForReport(patience: Duration) -> SamplerReport? {
        let deadline = perfmon_now() + UInt64(clamping: patience.nanoseconds)
        while perfmon_now() < deadline {
            if let report { return report }
            perfmon_pause(500_000)
        }
        return report
    }

    /// How much of the profiler works in this process.
    package var level: SamplerSummary.Level { shared.withLock { $0.level } }

    /// On the sampler's thread, once: the self-test.
    @available(*, noasync)
    func prepare() {
        guard SpareFiles.suffice() else { return conclude(SamplerReport(obstacle: .noFiles)) }
        let error = perfmon_memory_open()
        guard error == 0 else { return conclude(SamplerReport(obstacle: .noMemory(errno: error))) }
        switch shared.withLock({ $0.options.signal }) {
        case .automatic: perfmon_signal_choose(0)
        case .profiling: perfmon_signal_choose(SIGPROF)
        case .realTime(let distance): perfmon_signal_choose(perfmon_signal_real_time(Int32(clamping: distance)))
        }
        let readers = ReaderStates.current()
        let runtime = readers.memory == .none ? RuntimeFinding() : RuntimeFinding.make()
        conclude(SamplerReport(runtime: runtime, readers: readers))
    }

    /// On the sampler's thread, now and then: whether a reader stopped working, or works again.
    @available(*, noasync)
    func checkReaders() {
        guard var report else { return }
        report.readers = ReaderStates.current()
        if report != self.report { conclude(report) }
    }

    func conclude(_ report: SamplerReport) {
        let (handler, waiters) = shared.withLock { shared in
            shared.status = report.level == .timingsOnly ? .unavailable : .ready
            shared.report = report
            // What comes and goes, such as descriptors, is not worth a second word.
            let isNews = shared.announced.insert(report.limitation).inserted
            defer { shared.waiters = [] }
            return (isNews ? shared.onReport : nil, shared.waiters)
        }
        for waiter in waiters { waiter.resume() }
        handler?(report)
    }
}
