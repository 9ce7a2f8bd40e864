internal import CPerfMonSampler
internal import PerfMonModel

/// Looking at one request: its task, the tasks it started and the tasks it awaits.
extension SamplerLoop {
    private static let deepestLane = 8
    private static let childLimit = 64
    /// Children of one task are counted this far.
    private static let countLimit = 1024
    private static let ticksBetweenCounts = 16
    /// How often a task is looked at that moves on while it is looked at.
    private static let attempts = 3

    /// A task that is to be looked at.
    struct Visit {
        let task: UInt64
        let parent: Int?
        let kind: Lane.Kind
        let depth: Int
        /// Set when only this very task is meant: its memory may belong to another one by now.
        var id: UInt32?
        /// Set when the task itself says which request it belongs to.
        var isMarked = false
    }

    mutating func sample(_ request: ActiveRequest, task root: UInt64) {
        if traces[request.slot] == nil { traces[request.slot] = emptyTrace(for: request) }
        if traces[request.slot]?.lanes.isEmpty == true { sampler.requests.markSampled(request) }
        traces[request.slot]?.use(images, version: imagesVersion)
        traces[request.slot]?.fit(in: TraceMemory.share(of: traceCount))
        traces[request.slot]?.digest = 0
        var visits = [Visit(task: root, parent: nil, kind: .request, depth: 0)]
        visits += detachedTasks(of: request)
        visits.swapAt(0, visits.count - 1)
        var seen: Set<UInt64> = []
        while let visit = visits.popLast(), seen.count < RequestTrace.laneLimit {
            guard seen.insert(visit.task).inserted else { continue }
            visits += look(at: visit, of: request)
        }
    }

    /// Unstructured tasks of a request: those that carry its mark and run right now, and those that were seen before.
    private func detachedTasks(of request: ActiveRequest) -> [Visit] {
        let running = marks.filter { $0.mark == RequestScope.value(of: request) }
        let known = traces[request.slot]?.lanes.filter { $0.kind == .task } ?? []
        return running.map { Visit(task: $0.task, parent: 0, kind: .task, depth: 1, id: $0.id, isMarked: true) }
            + known.map { Visit(task: $0.task, parent: 0, kind: .task, depth: 1, id: $0.taskID) }
    }

    /// Reads the marks of the tasks that run right now. A task that ends meanwhile is left out: its number has changed then.
    mutating func readMarks() {
        marks.removeAll(keepingCapacity: true)
        for address in threads.running.keys {
            var before = perfmon_task()
            var after = perfmon_task()
            guard perfmon_task_read(address, &before) else { continue }
            let mark = Int(perfmon_task_local(address, markKey, 0))
            guard mark != 0, perfmon_task_read(address, &after), before.id == after.id else { continue }
            marks.append((address, after.id, mark))
        }
    }

    /// Takes one sample of one task; returns the tasks to look at next.
    private mutating func look(at visit: Visit, of request: ActiveRequest) -> [Visit] {
        var task = perfmon_task()
        guard perfmon_task_read(visit.task, &task) else {
            return sampleThread(of: visit, request)
        }
        guard let lane = self.lane(of: task, for: visit, request, now: perfmon_now()) else { return [] }
        let id = task.id
        var outcome: DiscardReason?
        // A task that changes its state while it is looked at is found in the next one, mostly.
        for attempt in 0..<Self.attempts {
            guard attempt == 0 || (perfmon_task_read(visit.task, &task) && task.id == id) else { break }
            let children = visit.depth < Self.deepestLane ? self.children(of: task, lane: lane, depth: visit.depth + 1, request) : []
            if let thread = thread(of: task) {
                let isRunning = task.status & UInt32(perfmon_task_running) != 0
                outcome = sample(thread: thread, lane: lane, request, isRunning: isRunning)
                if outcome != .threadMovedOn && outcome != .noThread { return finish(outcome, lane, request, next: children) }
                threads.readRunningTasks()
                continue
            }
            guard task.status & UInt32(perfmon_task_complete) == 0 else { return [] }
            let result = sample(suspended: task, lane: lane, depth: visit.depth, request, children: children)
            outcome = result.outcome
            if outcome != .taskMovedOn && outcome != .noThread { return finish(outcome, lane, request, next: result.next) }
            threads.readRunningTasks()
        }
        return finish(outcome, lane, request, next: [])
    }

    private func finish(_ outcome: DiscardReason?, _ lane: Int, _ request: ActiveRequest, next: [Visit]) -> [Visit] {
        if let outcome { traces[request.slot]?.discard(lane: lane, outcome) }
        return next
    }

    /// Samples a task that holds no thread; says why that came to nothing, if it did, and what to look at next.
    private mutating func sample(
        suspended task: perfmon_task,
        lane: Int,
        depth: Int,
        _ request: ActiveRequest,
        children: [Visit]
    ) -> (outcome: DiscardReason?, next: [Visit]) {
        let now = perfmon_now()
        var failure = perfmon_failure_none
        let count = withUnsafePointer(to: task) { perfmon_task_walk($0, frames, depthLimit, &failure) }
        guard sampler.requests.isActive(request) else { return (.requestEnded, children) }
        guard count > 0 else {
            let isRunning = task.status & UInt32(perfmon_task_running) != 0
            return (isRunning ? .noThread : DiscardReason(failure), children)
        }
        // A chain that was cut says nothing of its end.
        if count > 1, count < depthLimit,
            traces[request.slot]?.confirm(firstContext: frames[count - 1].location, lane: lane) == false
        {
            return (.foreignChain, children)
        }
        var next = children
        let (state, wait) = waiting(task, lane: lane, depth: depth, request, now: now, next: &next)
        traces[request.slot]?.record(
            lane: lane,
            at: now,
            stack: UnsafeBufferPointer(start: frames, count: count),
            state: state,
            wait: wait,
            stillness: state == .suspended ? Stillness(context: task.resume_context) : nil
        )
        if lane == 0, next.isEmpty {
            traces[request.slot]?.digest = withUnsafePointer(to: task) { perfmon_task_digest($0, frames, count) }
        }
        return (nil, next)
    }

    private func children(of task: perfmon_task, lane: Int, depth: Int, _ request: ActiveRequest) -> [Visit] {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.countLimit) { buffer in
            var count = withUnsafePointer(to: task) { perfmon_task_children($0, buffer.baseAddress, Self.childLimit + 1) }
            // To count them costs as much as to look at some, so it is not done at every look.
            if count > Self.childLimit, traces[request.slot]?.childrenLeftOut == 0 || tick.isMultiple(of: Self.ticksBetweenCounts) {
                count = withUnsafePointer(to: task) { perfmon_task_children($0, buffer.baseAddress, Self.countLimit) }
                let known = traces[request.slot]?.childrenLeftOut ?? 0
                traces[request.slot]?.childrenLeftOut = max(known, count - Self.childLimit)
            }
            return buffer.prefix(min(count, Self.childLimit)).map { Visit(task: $0, parent: lane, kind: .child, depth: depth) }
        }
    }

    /// What a suspended task waits for. A task it awaits becomes a lane and is looked at, too.
    private mutating func waiting(
        _ task: perfmon_task,
        lane: Int,
        depth: Int,
        _ request: ActiveRequest,
        now: UInt64,
        next: inout [Visit]
    ) -> (LaneState, TracedWait) {
        switch Int(task.dependency_kind) {
        case perfmon_wait_continuation:
            return (.suspended, .continuation)
        case perfmon_wait_group:
            return (.suspended, .group)
        case perfmon_wait_task:
            var awaited = perfmon_task()
            guard depth < Self.deepestLane, perfmon_task_read(task.dependency, &awaited) else { return (.suspended, .none) }
            let kind: Lane.Kind = awaited.parent == task.task ? .child : .task
            let visit = Visit(task: awaited.task, parent: lane, kind: kind, depth: depth + 1, id: awaited.id)
            guard let found = self.lane(of: awaited, for: visit, request, now: now) else { return (.suspended, .none) }
            if kind == .task { next.append(visit) }
            return (.suspended, .lane(found))
        case perfmon_wait_executor where task.dependency != 0:
            let name = actorNames.name(ofType: task.executor_type)
            return (.suspended, .actor(type: name.flatMap { traces[request.slot]?.actor($0) }))
        default:
            return task.status & UInt32(perfmon_task_enqueued) != 0 ? (.runnable, .executorQueue) : (.suspended, .none)
        }
    }

    /// For runtimes whose tasks cannot be read: the request's own task, while a thread runs it.
    private mutating func sampleThread(of visit: Visit, _ request: ActiveRequest) -> [Visit] {
        guard visit.parent == nil, let thread = threads.running[visit.task] else { return [] }
        let lane = traces[request.slot]?.addLane(task: visit.task, id: 0, parent: nil, kind: .request, now: perfmon_now())
        if let lane { return finish(sample(thread: thread, lane: lane, request, isRunning: false), lane, request, next: []) }
        return []
    }
}

extension DiscardReason {
    /// Why a stack could not be told.
    init(_ failure: perfmon_failure) {
        self =
            switch failure {
            case perfmon_failure_unreadable: .unreadable
            case perfmon_failure_code: .unknownCode
            case perfmon_failure_chain: .foreignChain
            default: .taskMovedOn
            }
    }
}
