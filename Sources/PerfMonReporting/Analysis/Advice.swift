internal import PerfMonModel

/// One line on what to look at.
struct Advice {
    let classification: Verdict.Classification
    let finding: Finding?
    let repeated: RepeatedCall?
    let sampler: SamplerSummary

    var text: String {
        switch classification {
        case .insufficientData: insufficientData
        case .blocked:
            """
            A blocking call holds a thread of the cooperative pool and stops other requests too. \
            Use an asynchronous API, or move the call to a thread pool of its own such as NIOThreadPool.
            """
        case .scheduling: waiting
        case .awaiting: fewerCalls ?? awaiting
        case .cpu: fewerCalls ?? computing
        case .mixed: fewerCalls ?? "No single cause: follow the hot path, then the slowest functions."
        }
    }

    private var fewerCalls: String? {
        repeated.map { "Ask for everything in one call, or cache the result: \($0.node.frame.function) ran again and again." }
    }

    private var waiting: String {
        switch finding?.reason {
        case .processor:
            "The CPUs were busy, here or elsewhere on the machine: compare the load average with the CPUs, and look for what computes."
        default: "No thread was free. Look for requests that block or compute for long on the cooperative pool at the same time."
        }
    }

    private var computing: String {
        "Make \(finding?.frame.function ?? "this computation") cheaper or cache its result, or do the work off the request's path."
    }

    private var awaiting: String {
        switch finding?.reason {
        case .sleep: "This is a sleep: shorten the delay, or wait for the event itself instead of polling."
        case .actor(let type):
            """
            Calls queue up for \(type.map { "the actor \($0)" } ?? "an actor"). \
            Keep its methods short, move work that needs no isolation out of it, or split its state.
            """
        case .awaitCycle: "Break the cycle: a task must not await a task that awaits it."
        default:
            """
            Find out what \((finding?.callee ?? finding?.frame)?.function ?? "the callee") waits for, \
            and run calls that do not need each other concurrently (async let, a task group).
            """
        }
    }

    private var insufficientData: String {
        switch sampler.level {
        case .timingsOnly: "Stacks are not available here; the sampler section says why and what to do about it."
        case .threadsOnly, .full: "Lower profiling.sample_interval, or raise the threshold so that longer requests are reported."
        }
    }
}
