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
        var purpose = PendingCaptures.Purpose(request: request, task: traced.task, taskID: traced.taskID, lane: lane)
        let thread = threads[index]
        var call = perfmon_syscall()
        guard perfmon_thread_syscall(thread, &call) else { return }
        if call.is_blocked {
            sample(blocked: thread, in: call, for: purpose)
        } else if !pending.isPending(traced.task) {
            purpose.askedAt = perfmon_now()
            purpose.cpuTime = perfmon_cpu_time_of(thread.pointee.id)
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
        // Where the kernel hides the place, the state alone is known.
        guard !stack.isEmpty || call.instruction == 0 else {
            traces[slot]?.discard(lane: purpose.lane)
            return
        }
        traces[slot]?.record(
            lane: purpose.lane,
            at: capture.pointee.time,
            stack: stack,
            state: .blocked,
            wait: wait(in: call, slot: slot)
        )
    }

    private func wait(in call: perfmon_syscall, slot: Int) -> TracedWait {
        guard call.number >= 0 else { return .none }
        let number = Int(call.number)
        guard SystemCallName.takesFile(number), let file = Int32(exactly: call.arguments.0) else { return .systemCall(number, file: nil) }
        let name = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            let count = perfmon_file_name(file, buffer.baseAddress, buffer.count)
            return String(decoding: UnsafeRawBufferPointer(buffer).prefix(count), as: UTF8.self)
        }
        return .systemCall(number, file: name.isEmpty ? nil : traces[slot]?.file(name))
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
                voluntarySwitches: capture.pointee.voluntary_switches,
                askedAt: purpose.askedAt,
                cpuTimeWhenAsked: purpose.cpuTime
            )
            let stack = unwind(capture)
            guard !stack.isEmpty else {
                traces[slot]?.discard(lane: purpose.lane)
                continue
            }
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
