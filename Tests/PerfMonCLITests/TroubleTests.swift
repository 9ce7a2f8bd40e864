#if CLI
import Foundation
import PerfMonConfiguration
import Testing

@testable import PerfMonCLI

/// What programs are told when a file cannot be read, or warnings are to count as errors.
@Suite struct TroubleTests {
    private let valid = "version: 1\nservice: { name: shop }\n"
    private let warned = "version: 1\nservice: { name: shop }\nurls: { include: [/a], exclude: [/b] }\n"

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func aFileThatCannotBeReadIsNotValid() throws {
        let session = Session()
        #expect(session.run("check", "/nowhere/perfmon.yaml", "--format", "json") == .trouble)
        let root = try object(session.output)
        #expect(root["valid"] as? Bool == false)
        #expect(root["files"] as? [String] == ["/nowhere/perfmon.yaml"])
        #expect((root["diagnostics"] as? [[String: Any]])?.map { $0["code"] as? String } == ["PM0901"])
        #expect(session.error.contains("there is no such file"))
    }

    @Test(arguments: ["sarif", "jsonl", "github", "short"])
    func otherFormatsSaySoAsWell(format: String) {
        let session = Session()
        #expect(session.run("check", "/nowhere/perfmon.yaml", "--format", format) == .trouble)
        #expect(session.output.contains("PM0901"))
    }

    @Test func strictMakesWarningsErrors() throws {
        try inFolder { folder in
            try write(warned, to: folder + "/p.yaml")
            for (format, text) in [
                ("json", "\"valid\": false"), ("json", "\"severity\": \"error\""), ("sarif", "\"level\": \"error\""),
                ("github", "::error "),
                ("human", "error[PM0304]"), ("human", "1 error in"),
            ] {
                let session = Session()
                #expect(session.run("check", "--strict", "--format", format, folder + "/p.yaml") == .invalid)
                #expect(session.output.contains(text), "\(format)")
            }
            let allowed = Session()
            #expect(allowed.run("check", "--strict", "--allow", "PM0304", folder + "/p.yaml") == .success)
        }
    }

    @Test(arguments: [["plan"], ["config", "show"], ["env"], ["explain-route", "GET", "/a"], ["diff"]])
    func commandsTellAnUnreadableFileFromAWrongOne(arguments: [String]) throws {
        try inFolder { folder in
            try write("version: 2\n", to: folder + "/wrong.yaml")
            func run(_ name: String) -> CommandStatus {
                let path = folder + "/" + name
                return Session().run(arguments + (arguments == ["diff"] ? [path, path] : ["--config", path]))
            }
            #expect(run("none.yaml") == .trouble)
            #expect(run("wrong.yaml") == (arguments == ["diff"] ? .trouble : .invalid))
        }
    }

    @Test(arguments: ["foo=bar", "route", "threshold=5", "threshold=x"])
    func wrongExpectationsAreWrongUsage(expectation: String) throws {
        try inFolder { folder in
            try write(valid, to: folder + "/p.yaml")
            let session = Session()
            #expect(session.run("explain-route", "GET", "/a", "--config", folder + "/p.yaml", "--expect", expectation) == .trouble)
            #expect(session.output == "")
            #expect(session.run("explain-route", "GET", "/a", "--config", folder + "/p.yaml", "--expect", "threshold=1000ms") == .success)
            #expect(session.run("explain-route", "GET", "/a", "--config", folder + "/p.yaml", "--expect", "threshold=2s") == .invalid)
        }
    }

    /// Two files, and what is found to differ.
    @Test(arguments: [
        ("thresholds: { default: 1s }", "thresholds: { default: 1000ms }", ""),
        ("profiling: { max_overhead: 5% }", "profiling: { max_overhead: 0.05 }", ""),
        ("reports: { retention: { max_bytes: 1MiB } }", "reports: { retention: { max_bytes: 1024KiB } }", ""),
        ("routes: []", "", ""), ("headers: {}\nurls: { include: [] }", "", ""),
        ("profiling: { ratio: 1 }", "profiling: { ratio: 1.0 }", ""),
        ("thresholds: { default: 1s }", "thresholds: { default: 2s }", "- thresholds.default: 1s\n+ thresholds.default: 2s\n"),
        ("headers: { names: [] }", "", "- headers.names: []\n+ headers.names: standard\n"),
        (
            "pipelines: { default: [{ dedup: {} }, { format: }] }", "pipelines: { default: [{ format: {} }, { dedup: {} }] }",
            """
            + pipelines.default[0].dedup: {}
            - pipelines.default[0].format: {}
            """
        ),
    ])
    func onlyWhatCountsIsADifference(first: String, second: String, difference: String) throws {
        try inFolder { folder in
            try write(valid + first + "\n", to: folder + "/a.yaml")
            try write(valid + second + "\n", to: folder + "/b.yaml")
            let session = Session()
            let status = session.run("diff", folder + "/a.yaml", folder + "/b.yaml")
            #expect(status == (difference.isEmpty ? .success : .invalid), "\(session.error)")
            if difference.contains("pipelines") {
                #expect(
                    session.output.contains("- pipelines.default[0].dedup: {}\n")
                        && session.output.contains("+ pipelines.default[1].dedup: {}\n"))
            } else {
                #expect(session.output == difference)
            }
        }
    }

    @Test func aStageWithoutOptionsIsShown() throws {
        try inFolder { folder in
            try write(valid + "pipelines: { default: [{ dedup: {} }, { format: }] }\n", to: folder + "/p.yaml")
            let session = Session()
            #expect(session.run("config", "show", "--config", folder + "/p.yaml", "pipelines") == .success)
            #expect(session.output == "pipelines.default[0].dedup: {}\npipelines.default[1].format: {}\n")
        }
    }
}
#endif
