#if CLI
#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import PerfMonProfiling

/// Looks at the machine and the container.
struct SystemExaminer {
    /// Reads a file of the system; `nil` when there is none.
    var read: (String) -> String? = { try? String(contentsOfFile: $0, encoding: .utf8) }

    func examine() -> [Examination] {
        [clock(), processors(), memoryLimit(), systemCalls()]
    }

    private func clock() -> Examination {
        let source = read("/sys/devices/system/clocksource/clocksource0/current_clocksource").map(Self.trimmed) ?? "unknown"
        let cost = Self.clockCost()
        let finding = "source \(source), \(cost) ns a reading"
        // A reading through a system call costs several hundred nanoseconds, one without it below a hundred.
        return cost < 300
            ? .ok("clock", finding)
            : .warning("clock", finding, remedy: "choose the clock source tsc (or kvm-clock), which needs no system call")
    }

    /// The least of several rounds: the others were interrupted.
    private static func clockCost() -> Int {
        let readings: UInt64 = 2000
        let rounds = (0..<5).map { _ in
            let start = Sampler.now()
            for _ in 0..<readings { _ = Sampler.now() }
            return (Sampler.now() - start) / readings
        }
        return Int(rounds.min() ?? 0)
    }

    private func processors() -> Examination {
        let count = ProcessInfo.processInfo.activeProcessorCount
        guard let quota = ControlGroup(read: read).processorLimit else { return .ok("CPUs", "\(count), no limit of a control group") }
        let finding = "\(count), limited to \(Figure.decimal(quota)) by the control group"
        return quota >= 1
            ? .ok("CPUs", finding)
            : .warning("CPUs", finding, remedy: "expect pauses when the limit is reached; they count as waiting for a CPU")
    }

    private func memoryLimit() -> Examination {
        let enough = 128 << 20
        guard let limit = ControlGroup(read: read).memoryLimit else { return .ok("memory", "no limit of a control group") }
        let finding = "limited to \(limit >> 20) MB by the control group"
        return limit >= enough
            ? .ok("memory", finding)
            : .warning("memory", finding, remedy: "leave 30 MB for reports: symbols of large executables are read into memory")
    }

    private func systemCalls() -> Examination {
        let filter = (read("/proc/self/status") ?? "").split(separator: "\n").first { $0.hasPrefix("Seccomp:") }
        guard let mode = filter?.split(separator: "\t").last, mode == "2" else { return .ok("seccomp", "no filter of system calls") }
        return .warning(
            "seccomp", "a filter of system calls is in force; the checks above ran under it",
            remedy: "where a check above fails, allow memfd_create, pwrite64, pwritev, process_vm_readv, get_robust_list, rt_tgsigqueueinfo"
        )
    }

    static func trimmed(_ text: String) -> String {
        text.filter { !$0.isWhitespace }
    }
}

/// Numbers as a person reads them.
enum Figure {
    static func decimal(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    static func milliseconds(_ duration: Duration) -> String {
        decimal(duration / .milliseconds(1)) + " ms"
    }
}
#endif
