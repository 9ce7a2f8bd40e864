#if CLI
import Foundation
import PerfMonConfiguration
import Synchronization
import Testing

@testable import PerfMonCLI

@Suite struct CommandLineToolTests {
    private let valid = "version: 1\nservice: { name: shop }\n"

    @Test func acceptsWhatInitWrites() throws {
        try inFolder { folder in
            let path = folder + "/perfmon.yaml"
            let session = Session()
            #expect(session.run("init", path) == .success)
            #expect(session.run("check", "--strict", path) == .success)
            #expect(session.output.contains("\(path) is valid"))
            #expect(session.error == "")
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.hasPrefix("# yaml-language-server: $schema="))
        }
    }

    @Test func acceptsWhatInitCommentsOut() throws {
        try inFolder { folder in
            let path = folder + "/perfmon.yaml"
            let lines = StarterFile.text.split(separator: "\n", omittingEmptySubsequences: false)
            let uncommented = lines.map { line in
                line.contains(#/^ *# +[a-z_]+:|^ *# +-|^ *# {4,}/#) && !line.hasPrefix("# yaml") && !line.hasPrefix("# perfmon")
                    ? line.replacing("# ", with: "", maxReplacements: 1) : line
            }
            try write(uncommented.joined(separator: "\n"), to: path)
            let session = Session()
            #expect(session.run("check", path) == .success, "\(session.output)")
            #expect(session.output.contains("PM0304"))
        }
    }

    @Test func initKeepsAnExistingFile() throws {
        try inFolder { folder in
            let path = folder + "/perfmon.yaml"
            try write("mine", to: path)
            let session = Session()
            #expect(session.run("init", path) == .trouble)
            #expect(session.error == "perfmon: cannot write `\(path)`: the file exists; --force overwrites it\n")
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
            #expect(session.run("init", "--force", path) == .success)
            #expect(session.run("init", folder + "/no/such/folder.yaml") == .trouble)
        }
    }

    @Test func exitStatusTellsErrorsFromTrouble() throws {
        try inFolder { folder in
            let session = Session()
            try write(valid, to: folder + "/good.yaml")
            try write(valid + "urls: { include: [/a], exclude: [/b] }\n", to: folder + "/warning.yaml")
            try write("version: 2\n", to: folder + "/bad.yaml")
            try write("", to: folder + "/empty.yaml")
            #expect(session.run("check", folder + "/good.yaml") == .success)
            #expect(session.run("check", folder + "/warning.yaml") == .success)
            #expect(session.run("check", "--strict", folder + "/warning.yaml") == .invalid)
            #expect(session.run("check", folder + "/bad.yaml") == .invalid)
            #expect(session.run("check", folder + "/empty.yaml") == .invalid)
            #expect(session.error == "")
            #expect(session.run("check", folder + "/none.yaml") == .trouble)
            #expect(session.run("check", folder) == .trouble)
            #expect(session.error.split(separator: "\n").count == 2)
            #expect(session.run("check", folder + "/good.yaml", folder + "/bad.yaml", folder + "/none.yaml") == .trouble)
        }
    }

    @Test func shortFormatIsForEditors() throws {
        try inFolder { folder in
            let path = folder + "/x.yaml"
            try write(valid + "threshold: 1s\n", to: path)
            let session = Session()
            #expect(session.run("check", "--format", "short", path) == .invalid)
            #expect(session.output.hasPrefix("\(path):3:1: error[PM0102]: unknown key `threshold`"))
        }
    }

    @Test(arguments: [
        (["--color", "always"], [:], false, true), (["--color", "never"], [:], true, false), ([], [:], true, true), ([], [:], false, false),
        ([], ["NO_COLOR": "1"], true, false), (["--color=always"], ["NO_COLOR": "1"], false, true),
    ])
    func colors(options: [String], variables: [String: String], isTerminal: Bool, isColored: Bool) throws {
        try inFolder { folder in
            try write("version: 2\n", to: folder + "/x.yaml")
            let printed = Mutex("")
            let terminal = Terminal(output: { text in printed.withLock { $0 += text } }, error: { _ in }, showsColors: isTerminal)
            let status = CommandLineTool.run(
                arguments: ["check"] + options + [folder + "/x.yaml"], terminal: terminal, environment: EnvironmentVariables(variables))
            #expect(status == .invalid)
            #expect(printed.withLock { $0.contains("\u{1B}[") } == isColored)
        }
    }

    @Test func checksVariablesToo() throws {
        try inFolder { folder in
            try write(valid, to: folder + "/x.yaml")
            let session = Session()
            #expect(session.run("check", variables: ["PERF_CONFIG_FILE": folder + "/x.yaml", "PERF_THRESHOLD": "soon"]) == .invalid)
            #expect(session.output.contains("PERF_THRESHOLD=\"soon\""))
        }
    }

    @Test func wrongUsageIsTrouble() {
        let session = Session()
        #expect(session.run("chekc") == .trouble)
        #expect(session.run("check", "--formt") == .trouble)
        #expect(session.error.contains("Usage: perfmon"))
        #expect(session.output == "")
    }

    @Test func printsTheSchema() throws {
        let session = Session()
        #expect(session.run("schema") == .success)
        let schema = try JSONSerialization.jsonObject(with: Data(session.output.utf8)) as? [String: Any]
        #expect(schema?["title"] as? String == "perfmon.yaml")
    }

    @Test func helpAndVersionAreOutput() {
        let session = Session()
        #expect(session.run("--version") == .success)
        #expect(session.run("--help") == .success)
        #expect(session.run("check", "--help") == .success)
        #expect(session.run() == .success)
        #expect(session.output.contains("perfmon 0.1.0\n"))
        #expect(session.output.contains("USAGE: perfmon check"))
        #expect(session.error == "")
    }
}
#endif
