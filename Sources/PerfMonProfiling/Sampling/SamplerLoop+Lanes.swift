internal import CPerfMonSampler
internal import PerfMonModel

/// Which task is whose. Tasks end at any time and their memory is used again, so an address says little; a task's number is unique.
extension SamplerLoop {
    /// The lane of a task that was just read. A task that was not seen before is let in when its link to the request holds.
    mutating func lane(of task: perfmon_task, for visit: Visit, _ request: ActiveRequest, now: UInt64) -> Int? {
        guard visit.id == nil || visit.id == task.id else { return nil }
        if let known = traces[request.slot]?.lane(task: task.task, id: task.id) { return known }
        guard isLinked(task, by: visit, request) else { return nil }
        let lane = traces[request.slot]?.addLane(
            task: task.task, id: task.id, parent: visit.parent, kind: visit.kind, now: now, hasEnded: Self.hasEnded)
        if lane == nil { traces[request.slot]?.discard(lane: nil, .tooManyTasks) }
        return lane
    }

    private static func hasEnded(_ lane: TracedLane) -> Bool {
        var task = perfmon_task()
        guard perfmon_task_read(lane.task, &task), task.id == lane.taskID else { return true }
        return task.status & UInt32(perfmon_task_complete) != 0
    }

    /// Whether a task belonged to the request at the moment it was read. The link is looked at after the task: whoever still lives
    /// then has lived all the time, and cannot have been someone else.
    private func isLinked(_ task: perfmon_task, by visit: Visit, _ request: ActiveRequest) -> Bool {
        guard let parent = visit.parent, !visit.isMarked else { return sampler.requests.isActive(request) }
        guard let lanes = traces[request.slot]?.lanes, lanes.indices.contains(parent) else { return false }
        var holder = perfmon_task()
        guard perfmon_task_read(lanes[parent].task, &holder), holder.id == lanes[parent].taskID else { return false }
        if visit.kind == .child { return task.parent == holder.task && sampler.requests.isActive(request) }
        return holder.dependency_kind == UInt32(perfmon_wait_task) && holder.dependency == task.task
    }
}
