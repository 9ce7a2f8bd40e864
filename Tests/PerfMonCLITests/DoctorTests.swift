#if CLI
import Foundation
import PerfMonConfiguration
import PerfMonModel
import PerfMonReporting
import Synchronization
import Testing

@testable import PerfMonCLI

@Suite struct DoctorTests {
    @Test func warnsOfTightLimitsAndFilters() throws {
        let files = [
            "/sys/fs/cgroup/cpu.max": "20000 100000", "/sys/fs/cgroup/memory.max": "67108864",
            "/proc/self/status": "Name:\tx\nSeccomp:\t2\nSeccomp_filters:\t1\n",
        ]
        let found = SystemExaminer(read: { files[$0] }).examine()
        for subject in ["CPUs", "memory", "seccomp"] {
            let examination = try #require(found.first { $0.subject == subject })
            #expect(examination.status == .warning)
            #expect(examination.remedy != nil)
        }
        #expect(found.contains { $0.finding.hasSuffix("limited to 0.2 by the control group") })
    }

    @Test func findsNothingWrongWithAnOrdinaryMachine() {
        let found = SystemExaminer(read: { _ in nil }).examine().filter { $0.subject != "clock" }
        #expect(found.count == 3)
        #expect(found.allSatisfy { $0.status == .ok })
    }

    @Test func printsRemediesBelowTheirLines() {
        let list = ExaminationList(examinations: [
            .ok("clock", "fast"), .warning("symbols", "stripped", remedy: "do not strip"), .problem("level", "none", remedy: "help"),
        ])
        #expect(list.hasProblems)
        #expect(
            list.table == """
                ok       clock    fast
                warning  symbols  stripped
                                  → do not strip
                problem  level    none
                                  → help

                1 problem, 1 warning

                """)
    }

    #if os(Linux)
    @Test(arguments: ["/nowhere/server", "/proc/self/status", "/dev/null"])
    func namesFilesThatAreNoExecutables(_ path: String) {
        let found = ExecutableExaminer(path: path).examine()
        #expect(found.map(\.status) == [.problem])
        #expect(found[0].finding.hasPrefix(path))
    }

    @Test func readsItsOwnExecutable() throws {
        let found = ExecutableExaminer(path: nil).examine()
        #expect(found.map(\.subject) == ["executable", "unwinding", "frame pointers", "symbols", "debug lines"])
        #expect(found.allSatisfy { $0.status == .ok }, "\(found)")
    }

    @Test func saysOfAnExecutableWhatAReportSays() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("perfmon-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("int main(void) { return 0; }\n".utf8).write(to: folder.appendingPathComponent("shop.c"))
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments = ["clang", "-g", "-Wl,-s,--build-id", "shop.c", "-o", "shop"]
        compiler.currentDirectoryURL = folder
        try compiler.run()
        compiler.waitUntilExit()
        let found = ExecutableExaminer(path: folder.appendingPathComponent("shop").path).examine()
        let symbols = try #require(found.first { $0.subject == "symbols" })
        let gap = SymbolGap(image: "shop", isExecutable: true, missing: .names, cause: .stripped, debugFile: "shop.debug")
        #expect(symbols.status == .warning)
        #expect(symbols.finding == SymbolGapText(gap).finding)
        #expect(symbols.remedy == SymbolGapText(gap).remedy)
        #expect(found.first { $0.subject == "debug lines" }?.status == .warning)
    }

    @Test func examinesEverythingInOneRun() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("perfmon-\(UUID().uuidString)").path
        let printed = Mutex("")
        let terminal = Terminal(output: { text in printed.withLock { $0 += text } }, error: { _ in }, showsColors: false)
        let environment = EnvironmentVariables(["PERF__REPORTS__PATH": folder])
        let status = CommandLineTool.run(arguments: ["doctor", "--format", "json"], terminal: terminal, environment: environment)
        let text = printed.withLock { $0 }
        let list = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [[String: String]]])
        let examinations = try #require(list["examinations"])
        #expect(status == (examinations.contains { $0["status"] == "problem" } ? .invalid : .success))
        #expect(examinations.contains { $0["subject"] == "reports" && $0["finding"] == "\(folder) can be created" }, "\(text)")
        #expect(!FileManager.default.fileExists(atPath: folder))
        for examination in examinations where examination["status"] != "ok" { #expect(examination["remedy"]?.isEmpty == false) }
    }
    #endif
}
#endif
