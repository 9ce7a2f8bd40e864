internal import CPerfMonSampler
internal import PerfMonModel

/// The signals that were sent and whose answers are still to be unwound.
struct PendingCaptures {
    /// What an answer is for.
    struct Purpose {
        let request: ActiveRequest
        let task: UInt64
        let taskID: UInt32
        let lane: Int
        /// Whether the task itself said that it ran, just before its thread was asked.
        var isRunning = false
        /// When the thread was asked, and the CPU time it had used by then.
        var askedAt: UInt64 = 0
        var cpuTime: UInt64 = 0

        /// Whether the thread ran the very task that was meant.
        func isMet(by capture: UnsafePointer<perfmon_capture>) -> Bool {
            capture.pointee.task == task && capture.pointee.task_id == taskID
        }
    }

    private struct Pending {
        var purpose: Purpose
        var ticks = 0
    }

    /// A thread that does not answer for so long holds the signal back, or is gone.
    private static let patience = 100

    // The last capture serves blocked threads, which are read from outside.
    private var pending = [Pending?](repeating: nil, count: Int(perfmon_capture_count) - 1)

    /// Sends a signal to a thread; says why it could not be asked, if so.
    mutating func ask(_ thread: UnsafePointer<perfmon_thread>, for purpose: Purpose) -> DiscardReason? {
        guard let index = pending.firstIndex(where: { $0 == nil }), let capture = perfmon_capture_at(index) else { return .tooManyCaptures }
        guard perfmon_capture_state(capture) == perfmon_capture_free else { return .tooManyCaptures }
        guard perfmon_capture_request(capture, thread) else { return .notAsked }
        pending[index] = Pending(purpose: purpose)
        return nil
    }

    /// Whether a task was asked and has not answered yet.
    func isPending(_ task: UInt64) -> Bool {
        pending.contains { $0?.purpose.task == task }
    }

    /// Gives up on threads that do not answer; returns what they were asked for. To be called once a tick.
    mutating func takeSilent() -> [Purpose] {
        var silent: [Purpose] = []
        for index in pending.indices {
            guard let waiting = pending[index], let capture = perfmon_capture_at(index) else { continue }
            if waiting.ticks >= Self.patience, perfmon_capture_abandon(capture) {
                silent.append(waiting.purpose)
                pending[index] = nil
            } else {
                pending[index]?.ticks += 1
            }
        }
        return silent
    }

    /// The answers that have arrived. Each capture is to be released when it was read.
    mutating func takeAnswers() -> [(purpose: Purpose, capture: UnsafeMutablePointer<perfmon_capture>)] {
        var answers: [(purpose: Purpose, capture: UnsafeMutablePointer<perfmon_capture>)] = []
        for index in pending.indices {
            guard let waiting = pending[index], let capture = perfmon_capture_at(index) else { continue }
            if perfmon_capture_state(capture) == perfmon_capture_done {
                answers.append((waiting.purpose, capture))
                pending[index] = nil
            }
        }
        return answers
    }
}
