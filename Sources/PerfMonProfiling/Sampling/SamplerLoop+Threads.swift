internal import CPerfMonSampler
internal import PerfMonModel

/// Looking at a task that holds a thread: running threads are asked by a signal, blocked ones are read from outside, because a
/// signal would cut their system call short.
extension SamplerLoop {
    /// The thread that runs a task which says that it runs. A task that began to run during this tick is found by looking again, one on
    /// a new thread by asking the kernel for its threads, at most once a tick.
    mutating func thread(of task: perfmon_task) -> Int? {
        if let known = threads.running[task.task] { return known }
        guard task.status & UInt32(perfmon_task_running) != 0 else { return nil }
        threads.readRunningTasks()
        if let found = threads.running[task.task] { return found }
        guard !hasRefreshedThreads else { return nil }
        hasRefreshedThreads = true
        threads.refresh()
        threads.readRunningTasks()
        return threads.running[task.task]
    }

    mutating func sample(thread index: Int, lane: Int, _ request: ActiveRequest) {
        guard let traced = traces[request.slot]?.lanes[lane] else { return }
        let purpose = PendingCaptures.Purpose(request: request, task: traced.task, taskID: traced.taskID, lane: lane)
        let thread = threads[index]
        var call = perfmon_syscall()
        guard perfmon_thread_syscall(thread, &call) else { return }
        if call.is_blocked {
            sample(blocked: thread, in: call, for: purpose)
        } else if !pending.isPending(traced.task) {
            if !pending.ask(thread, for: purpose) { traces[request.slot]?.discard(lane: lane) }
        }
    }

    private mutating func sample(
        blocked thread: UnsafeMutablePointer<perfmon_thread>,
        in call: perfmon_syscall,
        for purpose: PendingCaptures.Purpose
    ) {
        let slot = purpose.request.slot
        // The last capture is never handed to a signal handler.
        guard let capture = perfmon_capture_at(Int(perfmon_capture_count) - 1) else { return }
        let held = withUnsafePointer(to: call) { perfmon_capture_blocked(capture, thread, $0) }
        guard held, purpose.isMet(by: capture), sampler.requests.isActive(purpose.request) else {
            traces[slot]?.discard(lane: purpose.lane)
            return
        }
        let stack = unwind(capture)
        traces[slot]?.record(
            lane: purpose.lane,
            at: capture.pointee.time,
            stack: stack,
            state: .blocked,
            wait: call.number >= 0 ? .systemCall(Int(call.number)) : .none
        )
    }

    /// Takes in what the signal handlers copied since the last tick.
    mutating func drainCaptures() {
        for (purpose, capture) in pending.takeAnswers() {
            defer { perfmon_capture_release(capture) }
            let slot = purpose.request.slot
            guard traces[slot]?.request == purpose.request else { continue }
            // The thread may have gone on to another task, and the task to another request, before the handler ran.
            guard purpose.isMet(by: capture), sampler.requests.covers(purpose.request, time: capture.pointee.time) else {
                traces[slot]?.discard(lane: purpose.lane)
                continue
            }
            let use = ProcessorUse(
                thread: capture.pointee.thread_pointer,
                time: capture.pointee.time,
                cpuTime: capture.pointee.cpu_time,
                voluntarySwitches: capture.pointee.voluntary_switches
            )
            let stack = unwind(capture)
            traces[slot]?.recordRunning(lane: purpose.lane, stack: stack, use: use)
        }
    }

    /// The stack of a capture, valid until the next one.
    private func unwind(_ capture: UnsafePointer<perfmon_capture>) -> UnsafeBufferPointer<perfmon_frame> {
        var isComplete = false
        let count = perfmon_capture_unwind(capture, frames, depthLimit, &isComplete)
        return UnsafeBufferPointer(start: frames, count: count)
    }
}
