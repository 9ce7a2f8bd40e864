#if os(Linux) && arch(x86_64)
import Testing

/// What the system may refuse, at the start and later.
@Suite struct KernelSafetyTests {
    @Test(arguments: ["memfd_create", "pwrite64"])
    func readsMemoryTheOtherWay(_ call: String) throws {
        let outcome = try FaultRunner.run("forbidden", call)
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["level"] == "full")
        #expect(outcome["memory"] == "processRead")
        #expect(outcome.seesEverything)
    }

    @Test func readsPieceByPieceWhenBatchesAreForbidden() throws {
        let outcome = try FaultRunner.run("forbidden", "pwritev")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["memory"] == "memoryFile")
        #expect(outcome.seesEverything)
    }

    @Test(arguments: [["memfd_create", "process_vm_readv"], ["pwrite64", "process_vm_readv"], ["get_robust_list"]])
    func measuresTimesWhenNothingCanBeRead(_ calls: [String]) throws {
        let outcome = try FaultRunner.run("forbidden", calls)
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["level"] == "timingsOnly")
        #expect(try #require(outcome["limitation"]).contains("allow the system call"))
    }

    @Test(arguments: [[], ["memfd_create", "process_vm_readv"], ["get_robust_list"]])
    func watchesRequestsAlsoWhenNothingCanBeRead(_ calls: [String]) throws {
        let outcome = try FaultRunner.run("hanging", calls)
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["level"] == (calls.isEmpty ? "full" : "timingsOnly"))
        #expect(outcome["stuck"] == "true" && outcome["again"] == "false")
        #expect(outcome["listed"] == "/hangs" && outcome["then listed"] == "0")
    }

    @Test func answersAlsoWithoutTimeToLook() throws {
        let outcome = try FaultRunner.run("no-time")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["stuck"] == "true")
        #expect(outcome["left out"] == "some")
        #expect(outcome["listed"] == "201")
    }

    @Test(arguments: ["forbidden", "forbidden-later"])
    func seesWaitsWhenSignalsCannotBeSent(_ scenario: String) throws {
        let outcome = try FaultRunner.run(scenario, "rt_tgsigqueueinfo")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome.sees("blocked") && outcome.sees("suspended") && !outcome.sees("running"))
        #expect(outcome.lines.contains { $0.contains("allow the system call rt_tgsigqueueinfo") })
    }

    @Test func fallsWhenAReaderStopsWorking() throws {
        let outcome = try FaultRunner.run("forbidden-later", "pwrite64", "process_vm_readv")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["level"] == "full")
        #expect(try #require(outcome["then timingsOnly"]).contains("forbids reading this process' memory"))
    }

    @Test func changesTheWayWhenOneStopsWorking() throws {
        let outcome = try FaultRunner.run("forbidden-later", "pwrite64")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["then full"] == "none")
        #expect(outcome.seesEverything)
    }

    @Test func readsTheOtherWayWhenFilesMustBeSmall() throws {
        let outcome = try FaultRunner.run("small-files", "70000")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["memory"] == "processRead")
        #expect(outcome.seesEverything)
    }

    // The first byte, a part of what is read, nearly all of it.
    @Test(arguments: ["0", "70000", "600000"]) func changesTheWayWhenFilesMustBeSmallLater(_ size: String) throws {
        let outcome = try FaultRunner.run("small-files-later", size)
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["memory"] == "memoryFile")
        #expect(outcome["then full"] == "processRead")
        #expect(outcome.seesEverything)
    }

    @Test func doesWithoutFiles() throws {
        let outcome = try FaultRunner.run("no-files")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["level"] == "timingsOnly")
        #expect(try #require(outcome["limitation"]).contains("ulimit -n"))
    }

    @Test func recoversWhenDescriptorsAreFreeAgain() throws {
        let outcome = try FaultRunner.run("no-files-later")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["memory"] == "processRead")
        #expect(try #require(outcome["limitation"]).contains("ulimit -n"))
        #expect(outcome["then full"] == "none")
    }

    @Test func seesStatesOfAProcessThatIsNotDumpable() throws {
        let outcome = try FaultRunner.run("opaque")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(try #require(outcome["limitation"]).contains("PR_SET_DUMPABLE"))
        #expect(outcome.seesEverything)
    }
}
#endif
