#if os(Linux) && arch(x86_64)
import Testing

/// Memory that is not what the readers take it for.
@Suite struct MemorySafetyTests {
    @Test func followsNoChainOutOfTheAddressSpace() throws {
        let outcome = try FaultRunner.run("wild-contexts")
        #expect(outcome.status == 0, "\(outcome.lines)")
        #expect(outcome["chains"] == "unreadable")
    }
}
#endif
