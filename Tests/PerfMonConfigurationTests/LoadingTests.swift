import Foundation
import Testing

@testable import PerfMonConfiguration

@Suite struct LoadingTests {
    /// A new folder that is gone after the test.
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("perfmon-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    private func failure(_ path: String) -> Diagnostic? {
        let error = #expect(throws: ConfigurationError.self) { try MonitoringPlan.load(path: path, environment: .empty) }
        #expect(error?.diagnostics.count == 1)
        return error?.diagnostics.first
    }

    @Test func loadsAFile() throws {
        try inFolder { folder in
            let path = folder + "/x.yaml"
            try head.write(toFile: path, atomically: true, encoding: .utf8)
            let plan = try MonitoringPlan.load(path: path, environment: .empty)
            #expect(plan.sourcePath == path)
            #expect(plan.service.name == "shop")
            #expect(try MonitoringPlan.load(environment: EnvironmentVariables(["PERF_CONFIG_FILE": path])).sourcePath == path)
        }
    }

    @Test func saysWhyAFileCannotBeRead() throws {
        try inFolder { folder in
            #expect(failure(folder + "/none.yaml")?.message == "cannot read `\(folder)/none.yaml`: there is no such file")
            #expect(failure(folder)?.message == "cannot read `\(folder)`: it is a directory")
            #expect(failure(folder + "/a/b")?.code == .unreadableFile)
        }
    }

    @Test func doesNotWaitForAPipe() throws {
        try inFolder { folder in
            let path = folder + "/pipe"
            #expect(mkfifo(path, 0o600) == 0)
            #expect(failure(path)?.message == "cannot read `\(path)`: it is a pipe, not a regular file")
        }
    }

    @Test func refusesHugeAndEmptyFiles() throws {
        try inFolder { folder in
            let path = folder + "/huge"
            try Data(repeating: 0x61, count: 2 << 20).write(to: URL(fileURLWithPath: path))
            #expect(failure(path)?.code == .tooLarge)
            try Data().write(to: URL(fileURLWithPath: path))
            #expect(failure(path)?.code == .emptyFile)
        }
    }

    @Test func secretsComeFromFilesBesideTheConfiguration() throws {
        try inFolder { folder in
            try "hooks\n".write(toFile: folder + "/name", atomically: true, encoding: .utf8)
            try "version: 1\nservice:\n  name: ${file:name}\n".write(toFile: folder + "/x.yaml", atomically: true, encoding: .utf8)
            #expect(try MonitoringPlan.load(path: folder + "/x.yaml", environment: .empty).service.name == "hooks")
        }
    }

    @Test func theErrorSaysEverything() {
        let error = #expect(throws: ConfigurationError.self) {
            try MonitoringPlan.load(yaml: "version: 1\nservice: { nmae: x }\nthresholds: { default: 1 }\n", fileName: "app.yaml")
        }
        #expect(error?.description.contains("┌─ app.yaml:2:12") == true)
        #expect(error?.description.contains("2 errors in app.yaml (3 lines)") == true)
        #expect("\(String(describing: error?.diagnostics.first))".isEmpty == false)
    }

    @Test func warningsComeWithThePlan() throws {
        let plan = try MonitoringPlan.load(yaml: head + "reports: { path: /tmp/x }\n")
        #expect(plan.warnings.map(\.code) == [.sharedDirectory])
        #expect(plan.warnings.first?.description.hasPrefix("perfmon.yaml:3:18: warning[PM0405]:") == true)
    }
}
