#if CLI
internal import PerfMonModel
internal import PerfMonProfiling
internal import PerfMonReporting

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
        if let gap = facts.namesGap { return warning("symbols", gap) }
        return .ok("symbols", "\(facts.namedFunctions) functions have names\(place(facts))")
    }

    private func lines(_ facts: ExecutableFacts) -> Examination {
        if let gap = facts.linesGap ?? facts.inlinedFunctionsGap { return warning("debug lines", gap) }
        return .ok("debug lines", "files and lines are known\(place(facts))")
    }

    private func place(_ facts: ExecutableFacts) -> String {
        facts.debugFile.map { ", also from \($0)" } ?? ""
    }

    /// The same words as in a report.
    private func warning(_ subject: String, _ gap: SymbolGap) -> Examination {
        .warning(subject, SymbolGapText(gap).finding, remedy: SymbolGapText(gap).remedy)
    }
}
#endif
