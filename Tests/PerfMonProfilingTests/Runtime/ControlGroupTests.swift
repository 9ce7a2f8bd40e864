import PerfMonProfiling
import Testing

@Suite struct ControlGroupTests {
    struct Case: Sendable {
        /// By their paths below the mount; `cgroup` is what the process is in.
        let files: [String: String]
        var processors: Double?
        var memory: Int?
    }

    @Test(arguments: [
        Case(files: ["cpu.max": "150000 100000\n", "memory.max": "268435456\n"], processors: 1.5, memory: 268_435_456),
        Case(files: ["cpu.max": "max 100000\n", "memory.max": "max\n"]),
        Case(files: ["cpu/cpu.cfs_quota_us": "50000\n", "cpu/cpu.cfs_period_us": "100000\n"], processors: 0.5),
        Case(files: ["cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"]),
        Case(files: ["memory/memory.limit_in_bytes": "9223372036854771712\n"]),
        Case(files: ["cpu.max": "", "memory.max": "none"]),
        Case(files: [:]),
        // Below the root, where a group above is tighter.
        Case(
            files: [
                "cgroup": "0::/system.slice/shop.service\n", "system.slice/shop.service/cpu.max": "200000 100000",
                "system.slice/cpu.max": "100000 100000", "system.slice/shop.service/memory.max": "1000", "system.slice/memory.max": "max",
            ], processors: 1, memory: 1000),
        // Of the first version, each controller with a tree of its own.
        Case(
            files: [
                "cgroup": "4:memory:/a/b\n3:cpu,cpuacct:/c\n1:name=systemd:/x\n", "cpu/c/cpu.cfs_quota_us": "25000",
                "cpu/c/cpu.cfs_period_us": "100000", "memory/a/memory.limit_in_bytes": "77", "memory/a/b/memory.limit_in_bytes": "99",
            ], processors: 0.25, memory: 77),
        // Of a container that sees its own group as the root, and is told the name it has outside.
        Case(files: ["cgroup": "0::/docker/4711\n", "cpu.max": "50000 100000"], processors: 0.5),
        Case(files: ["cgroup": "0::/../../other\n", "cpu.max": "50000 100000", "other/cpu.max": "1 100000"], processors: 0.5),
        Case(files: ["cgroup": "nonsense\n0:\n::::\n", "cpu.max": "50000 100000"], processors: 0.5),
    ])
    func holdsTheSmallestLimitOnTheWayUp(_ test: Case) {
        let group = ControlGroup { path in
            test.files[path == "/proc/self/cgroup" ? "cgroup" : path.replacing("/sys/fs/cgroup/", with: "", maxReplacements: 1)]
        }
        #expect(group.processorLimit == test.processors)
        #expect(group.memoryLimit == test.memory)
    }
}
