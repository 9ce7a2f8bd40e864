#if os(Linux) && arch(x86_64)
import Testing

/// Memory that is not what the readers take it for.
@Suite struct MemorySafetyTests {
    @Test func followsNoChainOutOfTheAddressSpace() throws {
        let outcome = try FaultRunner.run("wild-contexts")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["chains"] == "unreadable")
    }

    @Test(arguments: [[], ["process_vm_readv"], ["pwrite64"]]) func comparesMemoryInAnyWay(_ forbidden: [String]) throws {
        let outcome = try FaultRunner.run("compared", forbidden)
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["same"] == "false" && outcome["other"] == "true" && outcome["none"] == "false")
    }
}
#endif
