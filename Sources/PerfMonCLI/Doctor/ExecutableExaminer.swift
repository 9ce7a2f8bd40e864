#if CLI
internal import PerfMonProfiling

/// Looks at what the application's executable brings for its profiles.
struct ExecutableExaminer {
    /// `nil` stands for the `perfmon` command itself.
    let path: String?

    func examine() -> [Examination] {
        let name = path ?? "perfmon itself (--executable names yours)"
        guard let facts = ExecutableFacts(path: path ?? ExecutableFacts.ownPath) else {
            return [
                .problem("executable", "\(name) is no 64-bit ELF file that can be read", remedy: "name the file that the server runs")
            ]
        }
        let runtime = facts.hasOwnRuntime ? "with the Swift runtime in it" : "with the Swift runtime beside it"
        return [.ok("executable", "\(name), \(runtime)"), unwinding(facts), framePointers(facts), symbols(facts), lines(facts)]
    }

    private func unwinding(_ facts: ExecutableFacts) -> Examination {
        facts.hasUnwindTable
            ? .ok("unwinding", ".eh_frame_hdr is there")
            : .warning(
                "unwinding", "no .eh_frame_hdr: stacks are followed by frame pointers only",
                remedy: "link with --eh-frame-hdr, and do not remove the section")
    }

    private func framePointers(_ facts: ExecutableFacts) -> Examination {
        guard let share = facts.framePointers else {
            return .ok("frame pointers", "not known without symbols; unwinding tables serve as well")
        }
        let finding = "kept by \(Int((share * 100).rounded())) % of the Swift functions"
        return share >= 0.5
            ? .ok("frame pointers", finding)
            : .warning("frame pointers", finding, remedy: "build without -fomit-frame-pointer; SwiftPM keeps them by default")
    }

    private func symbols(_ facts: ExecutableFacts) -> Examination {
        facts.namedFunctions > 0
            ? .ok("symbols", "\(facts.namedFunctions) functions have names")
            : .warning(
                "symbols", "stripped: functions are shown as addresses",
                remedy: "strip with `strip --strip-debug`, or not at all; do not link with -s")
    }

    private func lines(_ facts: ExecutableFacts) -> Examination {
        switch facts.debugInformation {
        case .inFile: .ok("debug lines", "files and lines are in the executable")
        case .compressed:
            .warning(
                "debug lines", "the debug information is compressed: no files and lines",
                remedy: "link without --compress-debug-sections, or undo it with `objcopy --decompress-debug-sections`")
        case .split(let name, let found):
            .warning(
                "debug lines", "split off into \(name), which is \(found.map { "at \($0)" } ?? "not there")",
                remedy: "keep the debug information in the executable: files and lines are read from there")
        case .none:
            .warning(
                "debug lines", "no debug information: no files, lines and inlined functions",
                remedy: "build with -g, as SwiftPM does, and do not strip")
        }
    }
}
#endif
