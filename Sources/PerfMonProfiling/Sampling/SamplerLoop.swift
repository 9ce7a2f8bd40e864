internal import CPerfMonSampler
internal import PerfMonModel
internal import PerfMonThreads
internal import Synchronization

/// What the sampler thread does, tick after tick. Everything in it belongs to that thread.
struct SamplerLoop: ~Copyable {
    /// Ticks without a request after which the thread goes to sleep. Long enough that a busy server's requests never have to
    /// wake it, which would cost each of them a system call.
    private static let idleTicks = 100
    private static let threadRefreshTicks = 50
    private static let looksBetweenClocks = 8
    /// How often the age of requests is looked at where nothing else can be.
    private static let watchInterval: UInt64 = 100_000_000
    /// Two milliseconds of CPU time: a few ticks.
    private static let longestSaving: UInt64 = 2_000_000
    /// The part of the budget for the requests of a crowd that are far from slow.
    private static let distantShare = 0.2

    /// A request that is old enough to be sampled, and its task.
    typealias ArmedRequest = (request: ActiveRequest, task: UInt64)

    let sampler: Sampler
    var threads = SamplerThreads()
    var pending = PendingCaptures()
    var actorNames = ActorNames()
    /// What was sampled of each slot's request. Not an array, whose elements would be copied to be looked at.
    let traces: UnsafeMutablePointer<RequestTrace?>
    /// The traces that there were at the beginning of the tick.
    var traceCount = 0
    let frames: UnsafeMutablePointer<perfmon_frame>
    var interval: UInt64 = 10_000_000
    /// The tasks that run right now and belong to a request.
    var marks: [(task: UInt64, id: UInt32, mark: Int)] = []
    let markKey = RequestScope.key
    var hasRefreshedThreads = false
    /// The slots of requests whose task had left its thread by the time that answered.
    var elusive: Set<Int> = []
    var depthLimit = Int(perfmon_frame_limit)
    /// Whether nothing can be seen of the process, so that requests are only watched.
    private var isBlind: Bool
    private(set) var overhead = 0.05
    private(set) var imagesVersion: UInt64 = .max
    private(set) var images: [LoadedImage] = []
    private(set) var tick = 0
    private(set) var skippedTicks = 0
    /// Whether somebody waits for a look at all requests.
    private var isSurveyWanted = false
    var lastAttention: UInt64 = 0
    private var quietTicks = 0

    init(_ sampler: Sampler, isBlind: Bool) {
        self.sampler = sampler
        self.isBlind = isBlind
        traces = .allocate(capacity: sampler.requests.capacity)
        traces.initialize(repeating: nil, count: sampler.requests.capacity)
        frames = .allocate(capacity: Int(perfmon_frame_limit))
    }

    deinit {
        frames.deallocate()
        traces.deinitialize(count: sampler.requests.capacity)
        traces.deallocate()
    }

    /// Runs for the life of the process.
    mutating func run() {
        sampler.shared.withLock { $0.isRunning = true }
        readOptions()
        if !isBlind { warmUp() }
        let begin = perfmon_now(), use = perfmon_process_cpu_time()
        var budget = CPUBudget(saved: Self.longestSaving, longestSaving: Self.longestSaving, now: begin, use: use)
        var distantBudget = budget
        var next = begin
        while true {
            readOptions()
            let start = perfmon_thread_cpu_time()
            let now = perfmon_now(), use = perfmon_process_cpu_time()
            budget.refill(now: now, use: use, share: overhead)
            distantBudget.refill(now: now, use: use, share: overhead * Self.distantShare)
            // A tick that cannot be paid for is left out: the interval grows until it can be. A person who asks is answered on credit.
            let isSkipped = budget.isSpent && !isSurveyWanted && !isBlind
            let isBusy =
                if isBlind {
                    watch()
                } else if isSkipped {
                    attend(at: now)
                } else {
                    sample(until: start + budget.rest, isTurnOfDistant: !distantBudget.isSpent)
                }
            skippedTicks = isSkipped ? skippedTicks + 1 : 0
            let end = perfmon_thread_cpu_time()
            budget.spend(end - start)
            distantBudget.spend(end - start)
            sampler.cpuTime.store(end, ordering: .relaxed)

            quietTicks = isBusy ? 0 : quietTicks + 1
            if quietTicks >= Self.idleTicks, sampler.requests.inFlight == 0 {
                park()
                quietTicks = 0
                next = perfmon_now()
            }
            next = max(next + (isBlind ? Self.watchInterval : interval), perfmon_now())
            sleep(until: next)
        }
    }

    /// Does what costs much once and little later on, before anybody waits for it: a first tick that has to do it would use up what may be
    /// spent on many.
    private mutating func warmUp() {
        refreshImages()
        threads.refresh()
        threads.readRunningTasks()
        readMarks()
    }

    private mutating func readOptions() {
        let options: Sampler.Options
        (options, isSurveyWanted) = sampler.shared.withLock { ($0.options, $0.survey.isWanted) }
        interval = UInt64(clamping: options.interval.nanoseconds)
        overhead = options.maximumOverhead
        depthLimit = options.maximumDepth
    }

    private func sleep(until deadline: UInt64) {
        while true {
            let now = perfmon_now()
            guard now < deadline else { return }
            sampler.doorbell.wait(since: sampler.doorbell.count, atMost: deadline - now)
        }
    }

    private func park() {
        let rings = sampler.doorbell.count
        sampler.isParked.store(true, ordering: .sequentiallyConsistent)
        // A request that began before it could see the flag is seen here.
        while sampler.requests.inFlight == 0, sampler.doorbell.count == rings {
            sampler.doorbell.wait(since: rings)
        }
        sampler.isParked.store(false, ordering: .sequentiallyConsistent)
    }

    /// One tick, which may use the thread's CPU time until `limit`. Returns whether any request was to be looked at.
    ///
    /// - Parameter isTurnOfDistant: Whether requests that are far from slow can be paid for, when there are many.
    private mutating func sample(until limit: UInt64, isTurnOfDistant: Bool) -> Bool {
        guard perfmon_memory_check() != perfmon_memory_closed else {
            sampler.checkReaders()
            isBlind = true
            return watch()
        }
        elusive.removeAll(keepingCapacity: true)
        drainCaptures()
        let isSurvey = continueSurvey()
        let armed = armedRequests(all: isSurvey)
        let eldest = armed.count > Crowd.eldestLimit ? self.eldest(of: armed) : []
        let chosen = isSurvey ? armed : thinOut(armed, eldest: eldest, isTurnOfDistant: isTurnOfDistant)
        guard !armed.isEmpty else { return sampler.requests.inFlight > 0 }
        refreshImages()
        hasRefreshedThreads = tick % Self.threadRefreshTicks == 0
        if hasRefreshedThreads {
            threads.refresh()
            sampler.checkReaders()
        }
        tick += 1
        threads.readRunningTasks()
        readMarks()
        var isPaid = true
        let changed = inOrder(isSurvey ? chosen : glance(at: chosen), eldest: eldest)
        for (index, (request, task)) in changed.enumerated() {
            // The first is always looked at; the clock costs as much as a look, so it is read now and then.
            if index > 0, index.isMultiple(of: Self.looksBetweenClocks), !isSurvey { isPaid = perfmon_thread_cpu_time() < limit }
            if isPaid {
                sample(request, task: task)
            } else {
                traces[request.slot]?.leftOut += 1
            }
        }
        if isPaid { lookAgain(at: changed) }
        for (request, _) in armed {
            traces[request.slot]?.leftOut += skippedTicks
            reportIfStuck(request, isLookedAt: true)
        }
        return true
    }

    private mutating func refreshImages() {
        let count = perfmon_images_refresh()
        guard perfmon_images_version() != imagesVersion else { return }
        imagesVersion = perfmon_images_version()
        actorNames.forget()
        images = (0..<count).compactMap { perfmon_image_at($0).map { LoadedImage($0.pointee) } }
    }
}
