/// What one lane (one task) was doing at one moment.
public enum LaneState: String, Sendable, Hashable, CaseIterable, Codable {
    /// On a CPU.
    case running
    /// Had work to do, but no thread or no CPU to do it on.
    case runnable
    /// Its thread was held in a system call or a lock.
    case blocked
    /// Suspended in `await`; no thread was held.
    case suspended
    /// Not observed.
    case notSampled
}

/// Why a lane was not running.
public enum WaitReason: Sendable, Hashable {
    /// Suspended in a sleep.
    case sleep
    /// Suspended until someone resumes a continuation.
    case continuation
    /// Suspended until another lane ends: the named one, or, when `lane` is `nil`, one of the lane's children
    /// (a task group does not say which).
    case child(lane: Lane.ID?)
    /// Waiting for an actor of the named type; `nil` when the type is not known.
    case actor(String?)
    /// Ready to run, waiting for a thread of the executor.
    case executorQueue
    /// Ready to run on its thread, which had no CPU.
    case processor
    /// Blocked in the named system call, with what it works on where that is known: `read (/run/prices.fifo)`, `recvfrom (a socket)`.
    case systemCall(String)
    /// A cycle of tasks that wait for each other.
    case awaitCycle

    /// A short name for people, or `nil` when there is nothing to say.
    public var label: String? {
        switch self {
        case .sleep: "sleep"
        case .continuation: "continuation"
        case .child: nil
        case .actor(let type): type.map { "actor \($0)" } ?? "actor"
        case .executorQueue: "executor queue"
        case .processor: "no free CPU"
        case .systemCall("futex"): "lock, system call futex"
        case .systemCall(let name): "system call \(name)"
        case .awaitCycle: "await cycle"
        }
    }
}
