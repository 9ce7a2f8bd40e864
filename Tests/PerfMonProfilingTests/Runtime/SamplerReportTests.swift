import Foundation
import PerfMonModel
import PerfMonProfiling
import Testing

@Suite struct SamplerReportTests {
    private var healthy: SamplerReport {
        SamplerReport(runtime: RuntimeFinding(), readers: ReaderStates(memory: .memoryFile, signal: SIGPROF))
    }

    @Test func isFullWhenEverythingWorks() {
        #expect(healthy.level == .full)
        #expect(healthy.limitation == nil)
    }

    @Test func fallsToThreadsWhenTasksCannotBeRead() throws {
        var report = healthy
        report.runtime.failure = .stack
        #expect(report.level == .threadsOnly)
        #expect(try #require(report.limitation).contains("awaits are not explained; build with Swift 6.3"))
    }

    @Test(arguments: [
        (RuntimeFinding.Obstacle.unsupportedPlatform, "Linux on x86-64"),
        (.noMemory(errno: ENOMEM), "Cannot allocate memory"),
        (.noThread(errno: EAGAIN), "pids.max"),
        (.noFiles, "ulimit -n"),
        (.executorBusy, "code that blocks"),
        (.currentTaskUnknown, "get_robust_list"),
    ])
    func fallsToTimingsBehindAnObstacle(_ obstacle: RuntimeFinding.Obstacle, remedy: String) throws {
        var report = healthy
        report.runtime.obstacle = obstacle
        #expect(report.level == .timingsOnly)
        #expect(try #require(report.limitation).contains(remedy))
    }

    @Test func fallsToTimingsWithoutMemory() throws {
        var report = healthy
        report.readers.memory = .none
        #expect(report.level == .timingsOnly)
        #expect(try #require(report.limitation).contains("memfd_create"))
    }

    @Test func namesEveryReaderThatFails() throws {
        var report = healthy
        report.readers.signalError = EPERM
        report.readers.threadError = EACCES
        #expect(report.level == .full)
        let limitation = try #require(report.limitation)
        #expect(limitation.contains("rt_tgsigqueueinfo"))
        #expect(limitation.contains("PR_SET_DUMPABLE"))
        report.readers.threadError = EMFILE
        #expect(try #require(report.limitation).contains("ulimit -n"))
        report.readers.listError = EMFILE
        #expect(try #require(report.limitation).contains("ulimit -n"))
        report.readers.threadError = ENOENT
        report.readers.listError = ENOENT
        #expect(try #require(report.limitation).contains("running and blocked time are not seen; mount /proc"))
        report.readers.signal = 0
        #expect(try #require(report.limitation).contains("all signals are taken"))
    }
}
