import Foundation
import Synchronization
import Testing

@testable import PerfMonConfiguration

@Suite struct PlanReloaderTests {
    /// A file in memory.
    private final class File: Sendable {
        private let state = Mutex((yaml: head, version: UInt64(0)))

        func write(_ yaml: String) {
            state.withLock { state in
                state.yaml = head + yaml
                state.version += 1
            }
        }

        func reloader() throws -> PlanReloader {
            try PlanReloader(load(), stamp(), load: { try self.load() }, stamp: { self.stamp() })
        }

        private func load() throws -> MonitoringPlan {
            try MonitoringPlan.load(yaml: state.withLock { $0.yaml })
        }

        private func stamp() -> FileStamp {
            FileStamp(target: "/f", inode: 1, size: 1, modified: .seconds(state.withLock { $0.version }))
        }
    }

    private func isUnchanged(_ outcome: PlanReloader.Outcome) -> Bool {
        if case .unchanged = outcome { true } else { false }
    }

    @Test func newFilesReplaceThePlan() throws {
        let file = File()
        let reloader = try file.reloader()
        let before = reloader.plan
        #expect(isUnchanged(reloader.poll()))
        file.write("thresholds: { default: 7s }\n")
        #expect(reloader.poll().description == "the configuration was reloaded")
        #expect(reloader.plan.settings.thresholds.default == .seconds(7))
        #expect(before.settings.thresholds.default == .seconds(1))
        #expect(isUnchanged(reloader.poll()))
        #expect(reloader.reloads == 1)
        #expect(reloader.rejections == 0)
    }

    @Test func brokenFilesLeaveTheLastGoodPlan() throws {
        let file = File()
        file.write("thresholds: { default: 7s }\n")
        let reloader = try file.reloader()
        file.write("thresholds: { defualt: 8s }\n")
        #expect(reloader.poll().description.contains("perfmon.yaml:3:15: error[PM0102]"))
        #expect(isUnchanged(reloader.poll()))
        #expect(reloader.plan.settings.thresholds.default == .seconds(7))
        #expect(reloader.rejections == 1)
        file.write("thresholds: { default: 9s }\n")
        _ = reloader.poll()
        #expect(reloader.plan.settings.thresholds.default == .seconds(9))
    }

    @Test func keysThatNeedARestartAreNamed() throws {
        let file = File()
        let reloader = try file.reloader()
        file.write("reports: { path: /x }\nprofiling: { ratio: 0.5, sample_interval: 5ms }\n")
        guard case .replaced(let keys) = reloader.poll() else { return #expect(Bool(false)) }
        #expect(keys == ["profiling.sample_interval", "reports.path"])
    }

    /// What counts is the value that the process started with, however it is written.
    @Test func changingBackNeedsNoRestart() throws {
        let file = File()
        let reloader = try file.reloader()
        func keys(_ yaml: String) throws -> [String]? {
            file.write(yaml)
            guard case .replaced(let keys) = reloader.poll() else { return nil }
            return keys
        }
        #expect(try keys("profiling: { sample_interval: 5ms }\n") == ["profiling.sample_interval"])
        #expect(try keys("profiling: { sample_interval: 10000us }\n") == [])
        #expect(try keys("profiling: { sample_interval: 5ms }\nthresholds: { default: 3s }\n") == ["profiling.sample_interval"])
    }

    @Test func aPlanFromCodeIsTakenToHaveTheDefaults() throws {
        let plan = try Settings().compile()
        let reloader = PlanReloader(
            plan, nil, load: { try MonitoringPlan.load(yaml: head + "profiling: { sample_interval: 5ms }\n") },
            stamp: { FileStamp(target: "/f", inode: 1, size: 1, modified: .zero) })
        guard case .replaced(let keys) = reloader.poll() else { return #expect(Bool(false)) }
        #expect(keys == ["profiling.sample_interval"])
    }

    @Test func reloadReadsAFileThatLooksTheSame() throws {
        let reloader = try File().reloader()
        #expect(!isUnchanged(reloader.reload()))
        #expect(reloader.reloads == 1)
    }

    @Test func aTurnedLinkIsAChange() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("perfmon-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let link = folder.appendingPathComponent("perfmon.yaml").path
        for (name, value) in [("a", "3s"), ("b", "4s")] {
            let path = folder.appendingPathComponent(name).path
            try (head + "thresholds: { default: \(value) }\n").write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(symlink("a", link) == 0)
        let reloader = try PlanReloader(path: link, environment: .empty)
        #expect(isUnchanged(reloader.poll()))
        #expect(unlink(link) == 0)
        guard case .rejected = reloader.poll() else { return #expect(Bool(false)) }
        #expect(symlink("b", link) == 0)
        #expect(!isUnchanged(reloader.poll()))
        #expect(reloader.plan.settings.thresholds.default == .seconds(4))
    }

    @Test func aPlanThatNobodyCanFollowIsRejected() throws {
        struct Unsuitable: Error {}
        let file = File()
        let reloader = try file.reloader()
        file.write("thresholds: { default: 7s }\n")
        guard case .rejected = reloader.poll(adopt: { _ in throw Unsuitable() }) else { return #expect(Bool(false)) }
        #expect(reloader.plan.settings.thresholds.default == .seconds(1))
        #expect(isUnchanged(reloader.poll()))
        #expect((reloader.reloads, reloader.rejections) == (0, 1))
    }
}
