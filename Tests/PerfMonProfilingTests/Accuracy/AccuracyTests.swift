import Foundation
import PerfMonModel
import Testing

@testable import PerfMonProfiling

/// Workloads whose truth is known: the function that took the time is named, and its share is right.
///
/// One after the other, and in a process of their own: next to other tests they would have to wait for threads, and that would be
/// the truth then. `make test` runs them so.
@Suite(.serialized, .enabled(if: Platform.hasSampler), .enabled(if: Platform.isAlone, "set PERFMON_TEST_ALONE=1 and run only this suite"))
struct AccuracyTests {
    /// The largest distance between a share and the truth.
    private static let tolerance = 0.05

    @Test func everythingWorksHere() async {
        Sampler.shared.start(Sampler.Options())
        await Sampler.shared.waitUntilStarted()
        #expect(Sampler.shared.level == .full)
    }

    @Test func sleepThreeFunctionsDeep() async throws {
        let measured = try await Measurement { try await Workload.sleepOuter() }
        let path = ["Workload.sleepOuter()", "Workload.sleepMiddle()", "Workload.sleepInner()"]
        #expect(measured.share(path, .suspended) > 1 - Self.tolerance, "\(measured.testDescription)")
        #expect(measured.reasons().contains(.sleep))
        #expect(measured.coverage > 0.5)
    }

    @Test func computationBelowAnAsyncFunction() async throws {
        let measured = try await Measurement { _ = await Workload.compute() }
        let path = ["Workload.compute()", "Workload.computeMiddle()", "Workload.computeInner()"]
        // What else runs on this machine takes CPU away: that is seen, too.
        #expect(measured.share(path, .running, .runnable) > 1 - Self.tolerance, "\(measured.testDescription)")
        #expect(measured.reasons().isSubset(of: [nil, .processor]))
    }

    @Test func blockingCall() async throws {
        let measured = try await Measurement { await Workload.block() }
        #expect(
            measured.share(["Workload.block()", "Workload.blockInner()"], .blocked, .runnable) > 1 - Self.tolerance,
            "\(measured.testDescription)")
        #expect(measured.reasons().contains(.systemCall("clock_nanosleep")))
    }

    @Test func blockingCallsInTurnAreToldApart() async throws {
        let measured = try await Measurement { await Workload.blockInTurn() }
        for function in ["Workload.blockLeft()", "Workload.blockRight()"] {
            let share = measured.share(["Workload.blockInTurn()", function], .blocked, .runnable)
            #expect(abs(share - 0.5) < 0.15, "\(measured.testDescription)")
        }
    }

    @Test func blockingReadNamesItsFile() async throws {
        let measured = try await Measurement { _ = await Workload.readPipe() }
        #expect(
            measured.share(["Workload.readPipe()", "Workload.readInner(_:)"], .blocked, .runnable) > 1 - Self.tolerance,
            "\(measured.testDescription)")
        #expect(measured.reasons().contains(.systemCall("read (a pipe)")))
    }

    @Test func asyncLetWaitsForTheSlowerChild() async throws {
        let measured = try await Measurement { _ = try await Workload.fork() }
        #expect(measured.share(["Workload.fork()"], .suspended) > 1 - Self.tolerance, "\(measured.testDescription)")
        let short = try #require(measured.lane(with: "Workload.childShort()"))
        let long = try #require(measured.lane(with: "Workload.childLong()"))
        #expect(short.parent == 0 && long.parent == 0 && short.kind == .child && long.kind == .child)
        #expect(measured.share(["Workload.childLong()"], .suspended, lane: long.id) > 1 - Self.tolerance)
        // How much of the short one is seen depends on when the first look comes; that it ended first does not.
        #expect(short.end < long.end)
        #expect(measured.profile.lanes[0].segments.last?.reason == .child(lane: long.id))
    }

    @Test func groupWaitsForItsChildren() async throws {
        let measured = try await Measurement { try await Workload.group() }
        #expect(measured.share(["Workload.group()"], .suspended) > 1 - Self.tolerance, "\(measured.testDescription)")
        #expect(measured.reasons().contains(.child(lane: nil)))
        let long = try #require(measured.lane(with: "Workload.childLong()"))
        #expect(measured.share(["Workload.childLong()"], .suspended, lane: long.id) > 1 - Self.tolerance)
    }

    @Test(arguments: [false, true]) func aChildWithALargeResultIsSeen(_ isHuge: Bool) async throws {
        let measured = try await Measurement { isHuge ? try await Workload.collectHuge() : try await Workload.collectLarge() }
        let child = try #require(measured.lane(with: "Workload.childLong()"), "\(measured.testDescription)")
        #expect(child.kind == .child && child.parent == 0)
        #expect(measured.share(["Workload.childLong()"], .suspended, lane: child.id) > 1 - Self.tolerance)
    }

    @Test func childrenOneAfterTheOtherShareLanesWhenTheyAreTooMany() async throws {
        let measured = try await Measurement(every: .milliseconds(1), overhead: 1) { try await Workload.forkOften() }
        #expect(measured.profile.lanes.count == 256)
        #expect(measured.profile.lanes.contains { !$0.handovers.isEmpty } && measured.profile.sampler.discards[.tooManyTasks] == 0)
        let seen = measured.profile.lanes.dropFirst().reduce(0) { $0 + 1 + $1.handovers.count }
        #expect(seen > 280, "\(seen) of 320 children")
    }

    @Test func childrenThatAreNotLookedAtAreCounted() async throws {
        let measured = try await Measurement {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<100 { group.addTask { _ = try await Workload.childLong() } }
                try await group.waitForAll()
            }
        }
        #expect(measured.profile.sampler.childrenLeftOut == 36)
        #expect(measured.profile.lanes.count >= 65)
    }

    @Test func unstructuredTaskThatIsAwaited() async throws {
        let measured = try await Measurement { _ = try await Workload.awaitTask() }
        let task = try #require(measured.lane(with: "Workload.childLong()"))
        #expect(task.kind == .task && task.parent == 0)
        #expect(measured.share(["Workload.awaitTask()"], .suspended) > 1 - Self.tolerance, "\(measured.testDescription)")
        #expect(measured.share(["Workload.childLong()"], .suspended, lane: task.id) > 1 - Self.tolerance)
    }

    @Test func unstructuredTaskThatNobodyAwaits() async throws {
        let measured = try await Measurement { try await Workload.abandon() }
        let task = try #require(measured.lane(with: "Workload.computeInner()"), "\(measured.testDescription)")
        #expect(task.kind == .task && task.parent == 0)
        #expect(measured.share(["Workload.computeInner()"], .running, .runnable, lane: task.id) > 0.9, "\(measured.testDescription)")
        #expect(measured.share(["Workload.sleepInner()"], .suspended) > 1 - Self.tolerance)
    }

    @Test func computationThatDoesNotGetItsCPU() async throws {
        let measured = try await Measurement { _ = await Workload.crowd() }
        #expect(measured.share(["Workload.computeInner()"], .runnable) > 0.3, "\(measured.testDescription)")
        #expect(measured.reasons().contains(.processor))
    }

    @Test func busyActor() async throws {
        let measured = try await Measurement { _ = await Workload.contend() }
        #expect(
            measured.share(["Workload.contend()", "Workload.contendInner(_:)"], .suspended) > 1 - Self.tolerance,
            "\(measured.testDescription)"
        )
        #expect(measured.reasons().contains(.actor("Ledger")))
    }

    @Test func busyGenericActor() async throws {
        let measured = try await Measurement { _ = await Workload.contendGeneric() }
        #expect(measured.reasons().contains(.actor("Cabinet")), "\(measured.testDescription)")
    }

    @Test func aTaskThatYieldsWaitsForAThread() async throws {
        let measured = try await Measurement { await Workload.yieldAll() }
        // Between two states of the task now and then.
        #expect(measured.share(["Workload.yieldAll()"], .suspended) < 0.1, "\(measured.testDescription)")
    }

    @Test func continuationResumedElsewhere() async throws {
        let measured = try await Measurement { _ = await Workload.continuation() }
        #expect(measured.share(["Workload.continuation()"], .suspended) > 1 - Self.tolerance, "\(measured.testDescription)")
        #expect(measured.reasons().contains(.continuation))
    }

    @Test func lanesNeverExceedTheRequest() async throws {
        let measured = try await Measurement {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 { group.addTask { _ = try await Workload.fork() } }
                try await group.waitForAll()
            }
        }
        for lane in measured.profile.lanes {
            var previous = Duration.zero
            for segment in lane.segments {
                #expect(segment.start >= previous && segment.end > segment.start && segment.end <= measured.profile.duration)
                previous = segment.end
            }
        }
        #expect(measured.profile.lanes.count == 1 + 8 + 16)
    }
}

enum Platform {
    static var isAlone: Bool { ProcessInfo.processInfo.environment["PERFMON_TEST_ALONE"] == "1" }

    static var hasSampler: Bool {
        #if os(Linux) && arch(x86_64)
        true
        #else
        false
        #endif
    }
}
