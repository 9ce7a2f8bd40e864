internal import CPerfMonSampler

/// Learns, from tasks of its own, where this process' Swift runtime keeps what the sampler reads.
enum RuntimeProbe {
    /// What two tasks that are alive at the same time observe of themselves.
    static func observe() async -> [perfmon_observation] {
        await Task.detached(priority: .high) {
            let outer = ownObservation()
            let inner = await Task.detached(priority: .high) { ownObservation() }.value
            return [outer, inner]
        }.value
    }

    private static func ownObservation() -> perfmon_observation {
        var observation = perfmon_observation()
        perfmon_observe_task(&observation)
        return observation
    }
}
