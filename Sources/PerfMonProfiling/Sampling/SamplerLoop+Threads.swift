internal import CPerfMonSampler
internal import PerfMonModel

/// Looking at a task that holds a thread: running threads are asked by a signal, blocked ones are read from outside, because a
/// signal would cut their system call short.
extension SamplerLoop {
    private static let furtherLooks = 3
    /// Within this many nanoseconds a running thread answers, mostly.
    private static let answerTime: UInt64 = 20_000

    /// The thread that runs a task which says that it runs. A task that began to run during this tick is found by looking again, one on
    /// a new thread by asking the kernel for its threads, at most once a tick.
    mutating func thread(of task: perfmon_task) -> Int? {
        if let known = threads.running[task.task] { return known }
        guard task.status & UInt32(perfmon_task_running) != 0 else { return nil }
        threads.readRunningTasks()
        if let found = threads.running[task.task] { return found }
        return refreshThreads() ? threads.running[task.task] : nil
    }

    /// Asks the kernel for its threads, at most once a tick; returns whether it did.
    private mutating func refreshThreads() -> Bool {
        guard !hasRefreshedThreads else { return false }
        hasRefreshedThreads = true
        threads.refresh()
        threads.readRunningTasks()
        return true
    }

    /// Samples a task that holds a thread; says why that came to nothing, if it did.
    ///
    /// - Parameter isRunning: Whether the task itself says that it runs.
    mutating func sample(thread index: Int, lane: Int, _ request: ActiveRequest, isRunning: Bool) -> DiscardReason? {
        guard let traced = traces[request.slot]?.lanes[lane] else { return nil }
        var purpose = PendingCaptures.Purpose(request: request, task: traced.task, taskID: traced.taskID, lane: lane)
        let thread = threads[index]
        var call = perfmon_syscall()
        guard perfmon_thread_syscall(thread, &call) else {
            // The thread has ended, and a new one has its stack, and so its place in the table.
            _ = refreshThreads()
            return .noThread
        }
        if call.is_blocked { return sample(blocked: thread, in: call, for: purpose) }
        guard !pending.isPending(traced.task) else { return nil }
        purpose.isRunning = isRunning
        purpose.askedAt = perfmon_now()
        purpose.cpuTime = perfmon_cpu_time_of(thread.pointee.id)
        return pending.ask(thread, for: purpose)
    }

    private mutating func sample(
        blocked thread: UnsafeMutablePointer<perfmon_thread>,
        in call: perfmon_syscall,
        for purpose: PendingCaptures.Purpose
    ) -> DiscardReason? {
        let slot = purpose.request.slot
        let stillness = Stillness(call, thread: thread.pointee.id)
        if let stillness, traces[slot]?.lanes[purpose.lane].stillness == stillness, isHeld(thread, by: purpose) {
            // It has used no CPU time since: not even to come back to the same call.
            guard sampler.requests.isActive(purpose.request) else { return .requestEnded }
            traces[slot]?.recordUnchanged(lane: purpose.lane, at: perfmon_now(), stillness: stillness)
            return nil
        }
        // The last capture is never handed to a signal handler.
        guard let capture = perfmon_capture_at(Int(perfmon_capture_count) - 1) else { return nil }
        let held = withUnsafePointer(to: call) { perfmon_capture_blocked(capture, thread, $0) }
        guard held, purpose.isMet(by: capture) else { return .threadMovedOn }
        guard sampler.requests.isActive(purpose.request) else { return .requestEnded }
        let (stack, failure) = unwind(capture, of: purpose)
        // Where the kernel hides the place, the state alone is known.
        guard !stack.isEmpty || call.instruction == 0 else { return DiscardReason(failure) }
        traces[slot]?.record(
            lane: purpose.lane,
            at: capture.pointee.time,
            stack: stack,
            state: .blocked,
            wait: wait(in: call, slot: slot),
            stillness: stillness
        )
        return nil
    }

    /// Whether a thread runs the very task that is meant.
    private func isHeld(_ thread: UnsafeMutablePointer<perfmon_thread>, by purpose: PendingCaptures.Purpose) -> Bool {
        var task = perfmon_task()
        return perfmon_thread_task(thread) == purpose.task && perfmon_task_read(purpose.task, &task) && task.id == purpose.taskID
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
        for purpose in pending.takeSilent() where traces[purpose.request.slot]?.request == purpose.request {
            traces[purpose.request.slot]?.discard(lane: purpose.lane, .noAnswer)
        }
        for (purpose, capture) in pending.takeAnswers() {
            defer { perfmon_capture_release(capture) }
            sampler.interruptions.add(capture.pointee.interruption)
            let slot = purpose.request.slot
            // The request may have ended, and so may the task, whose lane another one has then.
            guard traces[slot]?.request == purpose.request, traces[slot]?.lanes[purpose.lane].taskID == purpose.taskID else { continue }
            // The thread may have gone on to another task, and the task to another request, before the handler ran.
            guard purpose.isMet(by: capture) else {
                if purpose.isRunning {
                    traces[slot]?.recordMovedOn(lane: purpose.lane, at: purpose.askedAt)
                } else {
                    traces[slot]?.discard(lane: purpose.lane, .threadMovedOn)
                }
                elusive.insert(slot)
                continue
            }
            guard sampler.requests.covers(purpose.request, time: capture.pointee.time) else {
                traces[slot]?.discard(lane: purpose.lane, .requestEnded)
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
            let (stack, failure) = unwind(capture, of: purpose)
            guard !stack.isEmpty else {
                traces[slot]?.discard(lane: purpose.lane, DiscardReason(failure))
                elusive.insert(slot)
                continue
            }
            traces[slot]?.recordRunning(lane: purpose.lane, stack: stack, use: use)
        }
    }

    /// Looks again at requests whose tasks had left their threads by the time those answered, now or not long ago: they hop from thread to
    /// thread faster than a tick.
    mutating func lookAgain(at requests: [ArmedRequest]) {
        let hopping = requests.filter { (traces[$0.request.slot]?.elusiveTicks ?? 0) > 0 }
        for (request, _) in hopping { traces[request.slot]?.elusiveTicks -= 1 }
        for _ in 0..<Self.furtherLooks where !hopping.isEmpty {
            elusive.removeAll()
            perfmon_pause(Self.answerTime)
            drainCaptures()
            let again = hopping.filter { elusive.contains($0.request.slot) }
            guard !again.isEmpty else { return }
            threads.readRunningTasks()
            for (request, task) in again { sample(request, task: task) }
        }
    }

    /// The stack of a capture, valid until the next one.
    private func unwind(
        _ capture: UnsafeMutablePointer<perfmon_capture>,
        of purpose: PendingCaptures.Purpose
    ) -> (stack: UnsafeBufferPointer<perfmon_frame>, failure: perfmon_failure) {
        capture.pointee.first_context = traces[purpose.request.slot]?.lanes[purpose.lane].firstContext ?? 0
        var isComplete = false
        var failure = perfmon_failure_none
        let count = perfmon_capture_unwind(capture, frames, depthLimit, &isComplete, &failure)
        return (UnsafeBufferPointer(start: frames, count: count), failure)
    }
}
