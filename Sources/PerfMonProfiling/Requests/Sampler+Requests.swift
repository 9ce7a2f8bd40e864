internal import CPerfMonSampler
internal import PerfMonModel

/// What a request's own path calls: a few atomic operations, no lock, no allocation, no waiting.
extension Sampler {
    /// Announces a request that the calling task handles. `nil` when the table is full: it is then not profiled.
    ///
    /// It is looked at from a tenth of its threshold on, at the latest from 20 ms: fast requests cost nothing.
    ///
    /// - Parameters:
    ///   - threshold: From when on it is slow.
    ///   - stuckAfter: From when on it is stuck; `nil` for never.
    ///   - subject: What is known of it, kept until it ends.
    package func begin(
        threshold: Duration,
        stuckAfter: Duration? = nil,
        subject: (any RequestSubject)? = nil,
        at now: UInt64 = perfmon_now()
    ) -> ActiveRequest? {
        // The sampler's thread stayed with the parent.
        if perfmon_is_forked() { return nil }
        let request = requests.begin(
            task: perfmon_current_task(),
            at: now,
            armingAge: UInt64(clamping: min(threshold.nanoseconds / 10, 20_000_000)),
            threshold: UInt64(clamping: threshold.nanoseconds),
            stuckAge: UInt64(clamping: stuckAfter?.nanoseconds ?? 0),
            subject: subject
        )
        if request != nil {
            perfmon_signal_admit()
            wakeIfParked()
        }
        return request
    }

    /// Ends a request that was fast.
    package func end(_ request: ActiveRequest) {
        requests.end(request)
    }

    /// Ends a request that was slow. True when ``profile(of:duration:symbolizer:)`` is to be called for it.
    package func endSlow(_ request: ActiveRequest, at now: UInt64 = perfmon_now()) -> Bool {
        requests.endWanted(request, at: now)
    }

    /// Whether the sampler has looked at a request.
    package func isSampled(_ request: ActiveRequest) -> Bool { requests.isSampled(request) }

    /// Monitored requests that hold a slot of the table.
    package var requestsInFlight: Int { requests.inFlight }
}

extension Sampler {
    /// The monotonic clock that requests are timed with, in nanoseconds.
    package static func now() -> UInt64 { perfmon_now() }

    /// CPU time of the calling thread and of the process, in nanoseconds.
    package static func cpuTimes() -> (thread: UInt64, process: UInt64) {
        (perfmon_thread_cpu_time(), perfmon_process_cpu_time())
    }
}
