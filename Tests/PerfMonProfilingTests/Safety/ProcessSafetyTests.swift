#if os(Linux) && arch(x86_64)
import Testing

/// What applications may do to their own process while requests are sampled.
@Suite struct ProcessSafetyTests {
    @Test func aForkedChildHasNoSamplerAndDoesNoHarm() throws {
        let outcome = try FaultRunner.run("fork")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["child"] == "0")
        #expect(outcome.seesEverything)
    }

    @Test func aForkedChildCanLoadLibraries() throws {
        let outcome = try FaultRunner.run("fork-and-load")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["child"] == "0")
        #expect(outcome["looks"] == "go on")
    }

    @Test(arguments: 1...20) func anotherProgramTakesOver(_ round: Int) throws {
        let outcome = try FaultRunner.run("exec")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome.lines.last == "exec: now")
    }

    @Test func librariesComeAndGo() throws {
        let outcome = try FaultRunner.run("libraries")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["loads"] == "many")
        #expect(outcome.seesEverything)
    }

    @Test func closedDescriptorsAreNeverWrittenTo() throws {
        let outcome = try FaultRunner.run("closed-files")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["sockets"] == "some" && outcome["memory file"] == "closed")
        #expect(outcome["lost"] == "0")
        #expect(outcome["written to the file"] == "0")
        #expect(outcome.lines.last { $0.hasPrefix("memory") } == "memory: processRead")
        #expect(outcome.seesEverything)
    }
}

extension FaultRunner.Outcome {
    /// Whether running, blocked and suspended time were all found.
    var seesEverything: Bool { ["running", "blocked", "suspended"].allSatisfy(sees) }

    func sees(_ state: String) -> Bool { (self[state].flatMap(Int.init) ?? 0) > 5 }
}
#endif
