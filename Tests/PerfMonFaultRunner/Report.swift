internal import CPerfMonSampler
internal import PerfMonModel
internal import PerfMonProfiling
internal import Synchronization

extension Scenario {
    /// Starts the sampler and says what it can do.
    static let report = Scenario(name: "report") {
        let report = try startedSampler()
        say("self-test: \(report.runtime.duration)")
    }

    /// Starts the sampler and waits for it on this plain thread. Prints the level, the readers and what is missing.
    @discardableResult
    static func startedSampler() throws -> SamplerReport {
        Sampler.shared.start(Sampler.Options(interval: .milliseconds(1)))
        guard let report = Sampler.shared.waitForReport(patience: .seconds(20)) else { throw Fault("the sampler did not start") }
        say(report)
        return report
    }
}

func say(_ report: SamplerReport) {
    say("level: \(report.level.rawValue)")
    say("memory: \(report.readers.memory)")
    say("limitation: \(report.limitation ?? "none")")
}

extension Scenario {
    /// Lets many tasks wait for the sampler that are cancelled already.
    static let cancelledTasks = Scenario(name: "cancelled-tasks") {
        let count = 64
        let started = Counter()
        Sampler.shared.start(Sampler.Options())
        for _ in 0..<count {
            Task.detached(priority: .high) {
                withUnsafeCurrentTask { $0?.cancel() }
                await Sampler.shared.waitUntilStarted()
                started.value.add(1, ordering: .relaxed)
            }
        }
        guard let report = Sampler.shared.waitForReport(patience: .seconds(60)) else { throw Fault("the sampler did not start") }
        say(report)
        let deadline = perfmon_now() + 20_000_000_000
        while started.value.load(ordering: .relaxed) < count, perfmon_now() < deadline { perfmon_pause(1_000_000) }
        say("started: \(started.value.load(ordering: .relaxed))")
    }

    /// Blocks every thread of Swift's pool while the self-test wants one, and lets them go.
    static let busyExecutor = Scenario(name: "busy-executor") {
        let gate = Gate()
        for _ in 0..<64 { Task.detached(priority: .high) { gate.wait() } }
        gate.waitForVisitor()
        guard perfmon_memory_open() == 0 else { throw Fault("no memory") }
        let finding = RuntimeFinding.make(patience: .milliseconds(100))
        say("obstacle: \(finding.obstacle == .executorBusy ? "executor busy" : "another")")
        gate.open()
        say("then: \(RuntimeFinding.make().obstacle == nil ? "no obstacle" : "an obstacle")")
    }
}

private final class Counter: Sendable {
    let value = Atomic<Int>(0)
}

/// Where tasks block their threads until it is opened.
private final class Gate: Sendable {
    private let isOpen = Atomic<Bool>(false)
    private let visitors = Atomic<Int>(0)

    func wait() {
        visitors.add(1, ordering: .relaxed)
        while !isOpen.load(ordering: .relaxed) { perfmon_pause(1_000_000) }
    }

    /// Waits until no further thread arrives.
    func waitForVisitor() {
        var before = 0
        while before == 0 || visitors.load(ordering: .relaxed) != before {
            before = visitors.load(ordering: .relaxed)
            perfmon_pause(50_000_000)
        }
    }

    func open() { isOpen.store(true, ordering: .relaxed) }
}
