#if os(Linux) && arch(x86_64)
import Testing

/// Signals of others, and threads that are not made for ours.
@Suite struct SignalSafetyTests {
    @Test(arguments: ["profiler-before", "profiler-after"])
    func leavesTheSignalToAnotherProfiler(_ scenario: String) throws {
        let outcome = try FaultRunner.run(scenario)
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["profiler"] == "works")
        #expect(outcome["signal"] == "another")
        #expect(outcome["strays"] == "0")
        #expect(outcome.lines.filter { $0.hasPrefix("running: ") }.last != "running: 0")
    }

    @Test func asksByTheChosenSignal() throws {
        let outcome = try FaultRunner.run("chosen-signal", "5")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["signal"] == "chosen")
        #expect(outcome.seesEverything)
    }

    @Test func leavesAChosenSignalToWhomItBelongs() throws {
        let outcome = try FaultRunner.run("chosen-signal", "5", "used")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["signal"] == "0")
        #expect(try #require(outcome["limitation"]).contains("profiling.signal"))
        #expect(outcome.sees("blocked") && !outcome.sees("running"))
    }

    @Test func ignoresSignalsOfOthers() throws {
        let outcome = try FaultRunner.run("foreign-signals")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["sender"] == "0")
        #expect(outcome.seesEverything)
    }

    @Test(arguments: [[], ["memfd_create"]])
    func fitsOnTheSmallestAlternateStack(_ forbidden: [String]) throws {
        let outcome = try FaultRunner.run("smallest-stack", forbidden)
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["answer"] == "stack")
        // Bytes beyond what the kernel asks for; its own figure has some room for alignment.
        #expect(try #require(outcome["handler"].flatMap(Int.init)) <= 256)
    }

    @Test func writesToNoFileThatGotItsNumber() throws {
        let outcome = try FaultRunner.run("taken-file")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["answer"] == "stack")
        #expect(outcome["lost"] == "0")
        #expect(outcome["written to the file"] == "0")
    }

    @Test(arguments: ["0", "70000"]) func survivesALimitOnTheSizeOfFiles(_ size: String) throws {
        let outcome = try FaultRunner.run("small-file", size)
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["answer"] == "stack")
    }

    @Test func copiesTheEndOfADeepStack() throws {
        let outcome = try FaultRunner.run("deep-stack")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["answer"] == "stack")
        #expect(outcome["copied"] == "32768")
    }

    @Test func ignoresAnAnswerThatComesTooLate() throws {
        let outcome = try FaultRunner.run("blocked-signals")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["abandoned"] == "true")
        #expect(outcome.lines.filter { $0 == "answer: stack" }.count == 2)
    }

    @Test func findsATaskOnAThreadThatTookTheStackOfAnother() throws {
        let outcome = try FaultRunner.run("short-threads")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(try #require(outcome["blocked"].flatMap(Int.init)) > 60)
    }

    @Test func survivesThreadsThatEndWhenAsked() throws {
        let outcome = try FaultRunner.run("ending-threads")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["capture"] == "free")
    }
}
#endif
