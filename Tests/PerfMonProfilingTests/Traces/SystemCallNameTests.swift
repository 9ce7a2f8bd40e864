import Testing

@testable import PerfMonProfiling

#if os(Linux) && arch(x86_64)
struct SystemCallNameTests {
    @Test(arguments: [
        (0, "read"), (21, "access"), (40, "sendfile"), (89, "readlink"), (202, "futex"), (316, "renameat2"), (327, "preadv2"),
        (328, "pwritev2"), (332, "statx"), (435, "clone3"), (449, "futex_waitv"),
    ])
    func commonCallsHaveNames(number: Int, name: String) {
        #expect(SystemCallName.name(of: number) == name)
    }

    @Test func allNumbersThatTheKernelGaveHaveNames() {
        let nameless = (Array(0...334) + Array(424...462)).filter { SystemCallName.name(of: $0).hasPrefix("number") }
        #expect(nameless.isEmpty)
        #expect(SystemCallName.name(of: 400) == "number 400" && SystemCallName.name(of: -1) == "number -1")
    }

    @Test func callsThatWorkOnAFileAreKnown() {
        #expect([0, 1, 40, 44, 295, 327].allSatisfy(SystemCallName.takesFile))
        // A path, an address in memory, nothing.
        #expect(![2, 21, 202, 230, 232, 257, 332].contains(where: SystemCallName.takesFile))
    }
}
#endif
