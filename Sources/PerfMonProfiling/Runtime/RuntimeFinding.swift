internal import CPerfMonSampler
internal import PerfMonModel

/// What the start-up found out about this process' Swift runtime.
package struct RuntimeFinding: Sendable, Equatable {
    /// Why threads, and so anything at all, cannot be sampled.
    package enum Obstacle: Sendable, Equatable {
        case unsupportedPlatform
        case noMemory(errno: Int32)
        case noThread(errno: Int32)
        /// Too few files can be opened for the runtime itself, let alone for us.
        case noFiles
        /// The executor had no thread for perfmon's own tasks.
        case executorBusy
        /// It is not known where a thread keeps its current task.
        case currentTaskUnknown
    }

    package var obstacle: Obstacle?
    /// Why suspended tasks cannot be read.
    package var failure: SelfTest.Failure?
    package var layoutVersion: Int = 0
    package var taskSize: Int = 0
    /// How long the test took.
    package var duration: Duration = .zero

    package init(obstacle: Obstacle? = nil) {
        self.obstacle = obstacle
    }

    /// Learns and tests the runtime, and puts it in force. For the sampler's thread, once, before anything is sampled.
    @available(*, noasync)
    package static func make(patience: Duration = .seconds(30)) -> RuntimeFinding {
        let start = perfmon_now()
        let probes = ProbeTasks()
        defer { probes.release() }
        guard probes.start(patience: UInt64(clamping: patience.nanoseconds)) else { return RuntimeFinding(obstacle: .executorBusy) }

        var runtime = probes.observations.withUnsafeBufferPointer { perfmon_runtime_learn($0.baseAddress, $0.count) }
        perfmon_runtime_set(&runtime)
        var finding = RuntimeFinding(obstacle: runtime.current_task_readable ? nil : .currentTaskUnknown)
        finding.layoutVersion = Int(runtime.layout_version)
        finding.taskSize = Int(runtime.task_size)
        finding.failure = lastingFailure(of: SelfTest(probes, runtime: runtime))
        if finding.failure != nil {
            runtime.tasks_readable = false
            perfmon_runtime_set(&runtime)
        }
        finding.duration = .nanoseconds(Int64(clamping: perfmon_now() - start))
        return finding
    }

    /// A task that has arrived is a few instructions from standing still, but its thread may have lost its CPU meanwhile.
    package static func lastingFailure(of test: SelfTest) -> SelfTest.Failure? {
        let longestPause: UInt64 = 512_000_000
        var pause: UInt64 = 125_000
        while true {
            do throws(SelfTest.Failure) {
                try test.check()
                return nil
            } catch .unknownLayout {
                return .unknownLayout
            } catch {
                if pause > longestPause { return error }
            }
            perfmon_pause(pause)
            pause *= 2
        }
    }
}
