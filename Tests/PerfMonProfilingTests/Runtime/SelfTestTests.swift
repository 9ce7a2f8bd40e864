#if os(Linux) && arch(x86_64)
import PerfMonModel
import PerfMonProfiling
import Testing

@Suite struct SelfTestTests {
    @Test func findsThatTheKnownLayoutIsRight() throws {
        let outcome = try FaultRunner.run("report")
        #expect(outcome.status == 0)
        #expect(outcome["level"] == "full")
        #expect(outcome["limitation"] == "none")
    }

    @Test func doesNotWaitForEverForABusyExecutor() throws {
        let outcome = try FaultRunner.run("busy-executor")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["obstacle"] == "executor busy")
        #expect(outcome["then"] == "no obstacle")
    }

    @Test func tasksThatAreCancelledDoNotKeepItFromStarting() throws {
        let outcome = try FaultRunner.run("cancelled-tasks")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["level"] == "full")
        #expect(outcome["started"] == "64")
    }

    @Test func followsNoCallersByALayoutThatIsNotKnown() throws {
        let outcome = try FaultRunner.run("unknown-tasks")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome.sees("running"))
        #expect(outcome["spinsInside()"] == "seen")
        #expect(outcome["callsAsync()"] == "not seen")
    }

    @Test func catchesEveryOtherLayout() throws {
        let outcome = try FaultRunner.run("mutations")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome.lines.filter { $0.hasPrefix("caught: ") }.count >= 34)
        #expect(outcome.lines.filter { !$0.hasPrefix("caught: ") } == [])
    }
}
#endif
