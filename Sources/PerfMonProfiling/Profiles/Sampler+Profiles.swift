internal import CPerfMonSampler
package import PerfMonModel
internal import Synchronization

/// Turning what was sampled into profiles. For the report's thread only: it may wait a few ticks and read symbol tables.
extension Sampler {
    /// How long the sampler may take to hand over a trace: many ticks, also of a sampler that saves CPU.
    private static let patience: UInt64 = 2_000_000_000

    /// The profile of a request that was ended with ``endSlow(_:at:)``; `nil` stands for one that was not profiled.
    @available(*, noasync)
    package func profile(of request: ActiveRequest?, duration: Duration, symbolizer: inout ProfileSymbolizer) -> Profile {
        profile(of: request.flatMap { collect($0) }, duration: duration, symbolizer: &symbolizer)
    }

    func profile(of trace: RequestTrace?, duration: Duration, symbolizer: inout ProfileSymbolizer) -> Profile {
        let summary = shared.withLock { self.summary($0, of: trace) }
        guard let trace, !trace.lanes.isEmpty else {
            let lane = Lane(id: 0, parent: nil, kind: .request, start: .zero, end: duration, segments: [])
            return Profile(duration: duration, frames: [], stacks: [[]], lanes: [lane], sampler: summary)
        }
        var builder = ProfileBuilder(trace, duration: duration, symbolizer: symbolizer)
        let profile = builder.build(summary)
        symbolizer = builder.symbolizer
        return profile
    }

    /// Gives up the profile of a request that was ended with ``endSlow(_:at:)``.
    package func drop(_ request: ActiveRequest) {
        requests.release(request)
        shared.withLock { _ = $0.collected.removeValue(forKey: request) }
    }

    private func collect(_ request: ActiveRequest) -> RequestTrace? {
        // In this order: once the slot is free, nothing is collected for the request any more.
        defer { drop(request) }
        guard shared.withLock({ $0.status }) == .ready else { return nil }
        let deadline = perfmon_now() + Self.patience
        while perfmon_now() < deadline {
            if let trace = shared.withLock({ $0.collected.removeValue(forKey: request) }) { return trace }
            wakeIfParked()
            perfmon_pause(1_000_000)
        }
        return nil
    }

    private func summary(_ shared: borrowing Shared, of trace: RequestTrace?) -> SamplerSummary {
        let cpu = trace.map { cpuTime.load(ordering: .relaxed) - $0.samplerCPUAtStart } ?? 0
        return SamplerSummary(
            level: shared.level,
            limitation: shared.limitation,
            interval: trace.map { .nanoseconds(Int64(clamping: $0.interval)) } ?? shared.options.interval,
            medianGap: .nanoseconds(Int64(clamping: trace?.gaps.median ?? 0)),
            largestGap: .nanoseconds(Int64(clamping: trace?.gaps.largest ?? 0)),
            samples: trace?.samples ?? 0,
            discards: trace?.discards ?? [:],
            leftOut: trace?.leftOut ?? 0,
            childrenLeftOut: trace?.childrenLeftOut ?? 0,
            samplerCPU: .nanoseconds(Int64(clamping: cpu))
        )
    }
}
