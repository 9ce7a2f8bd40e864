internal import CPerfMonSampler
package import PerfMonModel
internal import Synchronization

/// Finding out what works, at the start and while the sampler runs.
extension Sampler {
    /// What works in this process; `nil` until that is known.
    package var report: SamplerReport? { shared.withLock { $0.report } }

    /// How much of the profiler works in this process.
    package var level: SamplerSummary.Level { shared.withLock { $0.level } }

    /// On the sampler's thread, once: the self-test.
    @available(*, noasync)
    func prepare() {
        let error = perfmon_memory_open()
        guard error == 0 else { return conclude(SamplerReport(obstacle: .noMemory(errno: error))) }
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
        let handler = shared.withLock { shared in
            shared.status = report.level == .timingsOnly ? .unavailable : .ready
            shared.report = report
            return shared.onReport
        }
        handler?(report)
    }
}
