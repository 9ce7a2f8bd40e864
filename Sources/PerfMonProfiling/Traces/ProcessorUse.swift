/// What is known of a running thread's CPU: from when it was asked, and from its answer.
struct ProcessorUse: Sendable {
    let thread: UInt64
    let time: UInt64
    let cpuTime: UInt64
    let voluntarySwitches: UInt64
    let askedAt: UInt64
    let cpuTimeWhenAsked: UInt64

    /// How long it was off the CPU without wanting to be, since it was asked the last time.
    func involuntaryPause(since before: ProcessorUse?) -> UInt64 {
        // From question to answer it never waits for anything but a CPU: whatever it waited for would have been cut short.
        let untilAnswer = pause(from: askedAt, cpuTimeWhenAsked)
        // Before that it may have been blocked, unless it never gave its CPU away by itself.
        guard let before, before.thread == thread, before.voluntarySwitches == voluntarySwitches else { return untilAnswer }
        return max(untilAnswer, pause(from: before.time, before.cpuTime))
    }

    private func pause(from start: UInt64, _ startCPUTime: UInt64) -> UInt64 {
        let elapsed = time - min(time, start), used = cpuTime - min(cpuTime, startCPUTime)
        return elapsed - min(elapsed, used)
    }
}
