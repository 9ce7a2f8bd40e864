internal import CPerfMonSampler
internal import PerfMonModel
internal import PerfMonThreads
internal import Synchronization

/// The one sampler of this process: a thread that looks, every tick, at what the tasks of the requests in flight are doing.
///
/// While no request is in flight it sleeps and looks at nothing.
package final class Sampler: Sendable {
    /// Signals and unwind tables belong to the process, so there is one.
    package static let shared = Sampler()

    /// How a caller wants the sampler to run.
    package struct Options: Sendable, Equatable {
        /// The signal that asks running threads.
        package enum Signal: Sendable, Equatable {
            /// SIGPROF, or a real-time signal that nobody uses.
            case automatic
            case profiling
            /// By its distance from the lowest one.
            case realTime(Int)
        }

        package let interval: Duration
        /// The largest share of one CPU that sampling may use, above 0 and at most 1.
        package let maximumOverhead: Double
        /// The longest stack that is kept.
        package let maximumDepth: Int
        package let signal: Signal

        /// What cannot be done becomes the nearest that can: anybody may ask for anything.
        package init(
            interval: Duration = .milliseconds(10),
            maximumOverhead: Double = 0.05,
            maximumDepth: Int = 256,
            signal: Signal = .automatic
        ) {
            self.interval = min(max(interval, .microseconds(100)), .seconds(10))
            self.maximumOverhead = maximumOverhead.isNaN ? 0.05 : min(max(maximumOverhead, 0.0001), 1)
            self.maximumDepth = min(max(maximumDepth, 1), Int(perfmon_frame_limit))
            self.signal = signal
        }
    }

    enum Status: Sendable, Equatable {
        case idle
        case starting
        case ready
        case unavailable
    }

    struct Shared: Sendable {
        var inForce = OptionsInForce()
        var status = Status.idle
        var report: SamplerReport?
        /// Who waits for the first report.
        var waiters: [CheckedContinuation<Void, Never>] = []
        var onReport: (@Sendable (SamplerReport) -> Void)?
        /// The limitations that were reported.
        var announced: Set<String?> = []
        /// Traces that were given away and not yet fetched, by request.
        var collected: [ActiveRequest: RequestTrace] = [:]
        /// Whether the sampler's thread goes round. Where it cannot look into the process, it still watches how old requests get.
        var isRunning = false
        /// Who looks at all requests at once, and how far that is.
        var survey = Survey.none

        /// Lets the largest of the collected traces become smaller until all together keep to what they may take.
        mutating func shrinkCollected() {
            while collected.values.reduce(0, { $0 + $1.memory }) > TraceMemory.ofAll {
                guard let largest = collected.max(by: { $0.value.memory < $1.value.memory }) else { return }
                collected[largest.key]?.fit(in: largest.value.memory / 2)
                if collected[largest.key]?.memory == largest.value.memory { return }
            }
        }

        var options: Options { inForce.options }
        var level: SamplerSummary.Level { report?.level ?? .timingsOnly }
        var limitation: String? { report?.limitation }
    }

    /// A look at all requests in flight, at the wish of a person. Threads answer a tick after they were asked, so it takes two.
    enum Survey: Sendable {
        case none, wanted, asked
        case done([SurveyedRequest])

        /// Whether the sampler has something to do for it.
        var isWanted: Bool {
            switch self {
            case .wanted, .asked: true
            case .none, .done: false
            }
        }
    }

    let requests = ActiveRequests(capacity: 4096)
    let shared = Mutex(Shared())
    let isParked = Atomic<Bool>(false)
    let cpuTime = Atomic<UInt64>(0)
    let doorbell = Doorbell()
    let interruptions = InterruptionLog()
    /// Held by the one who asks for a survey.
    let surveyor = Mutex(())

    /// Starts the sampler if it does not run yet; returns at once. Until it is ready, requests are timed and not profiled.
    ///
    /// - Parameter onReport: Called on the sampler's thread when it is known what works here, and for each new limitation. The
    ///   first caller's is kept.
    package func start(_ options: Options, onReport: (@Sendable (SamplerReport) -> Void)? = nil) {
        if perfmon_is_forked() { return }
        shared.withLock { shared in
            shared.inForce.add(options)
            // A recording may have been first, and nobody listened.
            if shared.onReport == nil { shared.onReport = onReport }
        }
        launch()
    }

    /// Starts the sampler for a recording, whose options hold until ``endRecording(_:)``. Returns its number.
    func beginRecording(_ options: Options) -> Int {
        if perfmon_is_forked() { return 0 }
        let recording = shared.withLock { $0.inForce.begin(options) }
        launch()
        return recording
    }

    func endRecording(_ recording: Int) { shared.withLock { $0.inForce.end(recording) } }

    private func launch() {
        let isFirst = shared.withLock { shared in
            defer { if shared.status == .idle { shared.status = .starting } }
            return shared.status == .idle
        }
        guard isFirst else { return }
        if !perfmon_is_supported() { conclude(SamplerReport(obstacle: .unsupportedPlatform)) }
        let error = WorkerThread.start(name: "perfmon-sampler") {
            if perfmon_is_supported() { self.prepare() }
            var loop = SamplerLoop(self, isBlind: self.level == .timingsOnly)
            loop.run()
        }
        if error != 0 { conclude(SamplerReport(obstacle: .noThread(errno: error))) }
    }

    /// Waits until the sampler has found out what it can do. A task that is cancelled waits, too: it must not keep the pool's threads from
    /// the self-test, which always ends.
    package func waitUntilStarted() async {
        if perfmon_is_forked() { return }
        await withCheckedContinuation { continuation in
            let isWaiting = shared.withLock { shared in
                guard shared.status == .starting else { return false }
                shared.waiters.append(continuation)
                return true
            }
            if !isWaiting { continuation.resume() }
        }
    }

    /// Wakes the sampler if it sleeps because nothing was in flight.
    func wakeIfParked() {
        guard isParked.load(ordering: .sequentiallyConsistent) else { return }
        doorbell.ring()
    }
}
