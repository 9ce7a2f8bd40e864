internal import CPerfMonSampler
package import PerfMonModel
internal import Synchronization

/// The one sampler of this process: a thread that looks, every tick, at what the tasks of the requests in flight are doing.
///
/// While no request is in flight it sleeps and looks at nothing.
package final class Sampler: Sendable {
    /// Signals and unwind tables belong to the process, so there is one.
    package static let shared = Sampler()

    /// How a caller wants the sampler to run.
    package struct Options: Sendable {
        package var interval: Duration
        /// The largest share of one CPU that sampling may use, 0...1.
        package var maximumOverhead: Double
        /// The longest stack that is kept.
        package var maximumDepth: Int

        package init(interval: Duration = .milliseconds(10), maximumOverhead: Double = 0.05, maximumDepth: Int = 256) {
            self.interval = interval
            self.maximumOverhead = maximumOverhead
            self.maximumDepth = maximumDepth
        }
    }

    enum Status: Sendable, Equatable {
        case idle
        case starting
        case ready
        case unavailable(String)
    }

    struct Shared: Sendable {
        var options = Options()
        var status = Status.idle
        var level = SamplerSummary.Level.timingsOnly
        var limitation: String?
        /// Traces that were given away and not yet fetched, by request.
        var collected: [ActiveRequest: RequestTrace] = [:]
        var images: [LoadedImage] = []
        /// Who looks at all requests at once, and how far that is.
        var survey = Survey.none
    }

    /// A look at all requests in flight, at the wish of a person. Threads answer a tick after they were asked, so it takes two.
    enum Survey: Sendable {
        case none, wanted, asked
        case done([SurveyedRequest])
    }

    let requests = ActiveRequests(capacity: 4096)
    let shared = Mutex(Shared())
    let isParked = Atomic<Bool>(false)
    let cpuTime = Atomic<UInt64>(0)
    let doorbell = Doorbell()

    /// Starts the sampler if it does not run yet; returns at once. Until it is ready, requests are timed and not profiled.
    package func start(_ options: Options) {
        let isFirst = shared.withLock { shared in
            if shared.status == .idle {
                shared.options = options
                shared.status = .starting
                return true
            }
            // Several monitors in one process: the one that wants to see most decides.
            shared.options.interval = min(shared.options.interval, options.interval)
            shared.options.maximumOverhead = max(shared.options.maximumOverhead, options.maximumOverhead)
            shared.options.maximumDepth = max(shared.options.maximumDepth, options.maximumDepth)
            return false
        }
        guard isFirst else { return }
        guard perfmon_is_supported() else {
            return give(up: "this platform has no sampler; supported is Linux on x86-64")
        }
        let error = perfmon_memory_open()
        guard error == 0 else { return give(up: "memory for reading stacks could not be had (error \(error))") }
        Task.detached(priority: .high) {
            let observations = await RuntimeProbe.observe()
            self.run(with: observations)
        }
    }

    /// Waits until the sampler has found out what it can do.
    package func waitUntilStarted() async {
        while shared.withLock({ $0.status == .starting }) { try? await Task.sleep(for: .milliseconds(1)) }
    }

    /// How much of the profiler works in this process.
    package var level: SamplerSummary.Level { shared.withLock { $0.level } }

    private func run(with observations: [perfmon_observation]) {
        let runtime = observations.withUnsafeBufferPointer { perfmon_runtime_learn($0.baseAddress, $0.count) }
        withUnsafePointer(to: runtime) { perfmon_runtime_set($0) }
        guard runtime.current_task_readable else {
            return give(up: "the current task of a thread cannot be read in this Swift runtime")
        }
        guard perfmon_signal_install() != 0 else { return give(up: "no real-time signal is free") }
        shared.withLock { shared in
            let isComplete = runtime.tasks_readable && runtime.run_job_return != 0
            shared.level = isComplete ? .full : .threadsOnly
            shared.limitation = isComplete ? nil : "this Swift runtime's tasks have an unknown layout: awaits are not explained"
        }
        let error = WorkerThread.start(name: "perfmon-sampler") {
            var loop = SamplerLoop(self)
            loop.run()
        }
        guard error == 0 else { return give(up: "the sampler's thread could not be started (error \(error))") }
        shared.withLock { $0.status = .ready }
    }

    private func give(up reason: String) {
        shared.withLock { shared in
            shared.status = .unavailable(reason)
            shared.level = .timingsOnly
            shared.limitation = reason
        }
    }

    /// Wakes the sampler if it sleeps because nothing was in flight.
    func wakeIfParked() {
        guard isParked.load(ordering: .sequentiallyConsistent) else { return }
        doorbell.ring()
    }
}
