internal import CPerfMonSampler

/// Requests in which nothing has changed since they were looked at: most of them, where many wait. They are told by a glance at
/// many tasks at once, and only extended.
extension SamplerLoop {
    /// Extends the requests that are unchanged; returns the others.
    mutating func glance(at requests: [ArmedRequest]) -> [ArmedRequest] {
        var changed: [ArmedRequest] = []
        var quiet: [ArmedRequest] = []
        for armed in requests {
            if isQuiet(armed) { quiet.append(armed) } else { changed.append(armed) }
        }
        // A look is cheaper than a glance at very few.
        guard quiet.count > 2 else { return requests }
        for start in stride(from: 0, to: quiet.count, by: Int(perfmon_glance_limit)) {
            let group = quiet[start..<min(start + Int(perfmon_glance_limit), quiet.count)]
            let digests = Self.digests(of: group.map(\.task))
            let now = perfmon_now()
            for (armed, digest) in zip(group, digests) {
                let slot = armed.request.slot
                if digest != 0, digest == traces[slot]?.digest, sampler.requests.isActive(armed.request) {
                    traces[slot]?.recordUnchanged(lane: 0, at: now, stillness: stillness(of: slot, at: now))
                } else {
                    changed.append(armed)
                }
            }
        }
        return changed
    }

    /// Whether the request's task has run since it was looked at: asked only when that was long ago, or else as it was.
    private func stillness(of slot: Int, at now: UInt64) -> Stillness? {
        guard let known = traces[slot]?.lanes[0].stillness, traces[slot]?.isCovered(lane: 0, until: now) == false else {
            return traces[slot]?.lanes[0].stillness
        }
        return Stillness(context: known.place)
    }

    /// Whether a request was suspended and alone when it was looked at last, and nothing of it runs now.
    private func isQuiet(_ armed: ArmedRequest) -> Bool {
        guard traces[armed.request.slot]?.digest ?? 0 != 0, traces[armed.request.slot]?.lanes.count == 1 else { return false }
        return threads.running[armed.task] == nil && !marks.contains { $0.mark == RequestScope.value(of: armed.request) }
    }

    private static func digests(of tasks: [UInt64]) -> [UInt64] {
        [UInt64](unsafeUninitializedCapacity: tasks.count) { digests, count in
            perfmon_tasks_glance(tasks, digests.baseAddress, tasks.count)
            count = tasks.count
        }
    }
}
