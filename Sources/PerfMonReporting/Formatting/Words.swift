package import PerfMonModel

extension LaneState {
    /// In a sentence: `83% of 2.31 s awaiting in …`.
    var participle: String {
        switch self {
        case .running: "on CPU"
        case .runnable: "waiting for a thread"
        case .blocked: "blocked"
        case .suspended: "awaiting"
        case .notSampled: "not sampled"
        }
    }

    /// As a heading.
    package var title: String {
        switch self {
        case .running: "On CPU"
        case .runnable: "Waiting for a thread"
        case .blocked: "Blocked"
        case .suspended: "Awaiting"
        case .notSampled: "Not sampled"
        }
    }

    /// What it means, for readers who see a report for the first time.
    var explanation: String {
        switch self {
        case .running: "executing code"
        case .runnable: "ready, but no thread or CPU was free"
        case .blocked: "holding a thread in a system call or lock"
        case .suspended: "suspended in await, no thread held"
        case .notSampled: "not observed"
        }
    }

    /// Stands for the state where colour alone must not.
    var letter: String {
        switch self {
        case .running: "R"
        case .runnable: "Q"
        case .blocked: "B"
        case .suspended: "A"
        case .notSampled: "–"
        }
    }
}

extension Verdict.Classification {
    /// As a badge.
    package var title: String {
        switch self {
        case .insufficientData: "Not enough data"
        case .blocked: "Blocking call"
        case .scheduling: "Waiting to run"
        case .awaiting: "Awaiting"
        case .cpu: "CPU-bound"
        case .mixed: "Mixed"
        }
    }
}

extension SamplerSummary.Level {
    /// What the level means.
    var explanation: String {
        switch self {
        case .full: "full: running, blocked and suspended time, child tasks included"
        case .threadsOnly: "threads only: running and blocked time; await is one unexplained block"
        case .timingsOnly: "timings only: durations, no stacks"
        }
    }
}

extension DiscardReason {
    /// The reason, for a sentence that begins with a number.
    package var explanation: String {
        switch self {
        case .taskMovedOn: "because the task moved on meanwhile"
        case .threadMovedOn: "because the thread ran another task by then"
        case .requestEnded: "because the request ended meanwhile"
        case .noThread: "because the thread of a running task was not found"
        case .notAsked: "because no signal could be sent"
        case .noAnswer: "because a thread did not answer the signal"
        case .tooManyCaptures: "because too many threads were being asked"
        case .tooManyTasks: "because the request had too many tasks"
        case .unreadable: "because the stack could not be read to its end"
        case .unknownCode: "because an address was not one of known code"
        case .foreignChain: "because the async callers were those of another task"
        }
    }
}

extension DiscardCounts {
    /// Such as `3 because the task moved on meanwhile, 1 because the request ended meanwhile`.
    package var explanation: String {
        occurred.map { "\($0.count) \($0.reason.explanation)" }.joined(separator: ", ")
    }
}
