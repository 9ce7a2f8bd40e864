import CPerfMonSampler
import PerfMonModel
import Testing

@testable import PerfMonProfiling

struct RequestTraceTests {
    private func makeTrace() throws -> RequestTrace {
        let table = ActiveRequests(capacity: 1)
        let request = try #require(table.begin(task: 16, at: 1000, armingAge: 0))
        var trace = RequestTrace(request: request, interval: 10, samplerCPU: 0)
        _ = trace.addLane(task: 16, id: 1, parent: nil, kind: .request, now: 1000)
        return trace
    }

    private func record(
        _ trace: inout RequestTrace, lane: Int = 0, at time: UInt64, _ addresses: [UInt64], _ state: LaneState,
        _ stillness: Stillness? = nil
    ) {
        let frames = addresses.map { perfmon_frame(address: $0, location: 0, kind: 1) }
        frames.withUnsafeBufferPointer {
            trace.record(lane: lane, at: time, stack: $0, state: state, wait: .none, stillness: stillness)
        }
    }

    @Test func equalNeighboursAreOneSegment() throws {
        var trace = try makeTrace()
        record(&trace, at: 1010, [1, 2], .running)
        record(&trace, at: 1020, [1, 2], .running)
        record(&trace, at: 1030, [1, 2], .blocked)
        record(&trace, at: 1040, [1, 3], .blocked)
        #expect(trace.lanes[0].segments.map(\.end) == [1020, 1030, 1040])
        #expect(trace.lanes[0].segments.map(\.start) == [1000, 1020, 1030])
        #expect(trace.samples == 4)
    }

    @Test func timeNeverRunsBackwards() throws {
        var trace = try makeTrace()
        record(&trace, at: 1020, [1], .running)
        record(&trace, at: 1010, [2], .running)
        record(&trace, at: 1020, [3], .running)
        #expect(trace.lanes[0].segments.count == 1)
    }

    @Test func aLongRequestKeepsItsWholeCourse() throws {
        var trace = try makeTrace()
        let samples = UInt64(RequestTrace.segmentLimit * 10)
        for index in 1...samples { record(&trace, at: 1000 + index * 10, [index % 7, index % 5], .running) }
        let segments = trace.lanes[0].segments
        #expect(segments.count <= RequestTrace.segmentLimit)
        #expect(segments.first?.start == 1000 && segments.last?.end == 1000 + samples * 10)
        #expect(zip(segments, segments.dropFirst()).allSatisfy { $0.end == $1.start })
    }

    @Test func aSampleDoesNotStandForALongTimeBeforeIt() throws {
        var trace = try makeTrace()
        record(&trace, at: 1010, [1], .running)
        record(&trace, at: 3010, [2], .running)
        record(&trace, at: 5010, [2], .running)
        // Each begins ten intervals before it was seen: that the stack is the same says nothing about the time between.
        #expect(trace.lanes[0].segments.map(\.start) == [1000, 2910, 4910])
        #expect(trace.lanes[0].segments.map(\.end) == [1010, 3010, 5010])
    }

    @Test func whatIsRareIsNotRarerForBeingDifferent() throws {
        var trace = try makeTrace()
        for index in 1...1000 as ClosedRange<UInt64> {
            // Looked at now and then, half the time on the CPU, in many functions, half asleep, in one.
            let random = (index &* 0x9e37_79b9_7f4a_7c15) >> 33
            if random % 2 == 0 {
                record(&trace, at: 1000 + index * 500, [random], .running)
            } else {
                record(&trace, at: 1000 + index * 500, [1], .suspended, Stillness(place: 1, content: 1, isCertain: false))
            }
        }
        let running = trace.lanes[0].segments.filter { $0.state == .running }.reduce(0) { $0 + $1.end - $1.start }
        let asleep = trace.lanes[0].segments.filter { $0.state == .suspended }.reduce(0) { $0 + $1.end - $1.start }
        #expect(abs(Double(running) / Double(running + asleep) - 0.5) < 0.06)
    }

    @Test func whatHasNotRunLastsThroughALongGap() throws {
        var trace = try makeTrace()
        let still = Stillness(place: 1, content: 7, isCertain: true), moved = Stillness(place: 1, content: 8, isCertain: true)
        record(&trace, at: 1010, [1], .blocked, still)
        record(&trace, at: 3010, [1], .blocked, still)
        record(&trace, at: 5010, [1], .blocked, moved)
        record(&trace, at: 7010, [2], .blocked, moved)
        #expect(trace.lanes[0].segments.map(\.start) == [1000, 4910, 6910])
        #expect(trace.lanes[0].segments.map(\.end) == [3010, 5010, 7010])
    }

    @Test func aWaitThatLooksTheSameIsBelievedWhenItWasSeenToLast() throws {
        var trace = try makeTrace()
        let still = Stillness(place: 1, content: 7, isCertain: false)
        record(&trace, at: 1010, [1], .suspended, still)
        record(&trace, at: 3010, [1], .suspended, still)
        for time in 301...320 as ClosedRange<UInt64> { record(&trace, at: time * 10, [1], .suspended, still) }
        record(&trace, at: 5010, [1], .suspended, still)
        trace.discard(lane: 0, .taskMovedOn)
        record(&trace, at: 7010, [1], .suspended, still)
        #expect(trace.lanes[0].segments.map(\.start) == [1000, 2910, 6910])
        #expect(trace.lanes[0].segments.map(\.end) == [1010, 5010, 7010])
    }

    @Test func aTaskThatRanAndMovedOnRanInTheFunctionThatWasSeenLast() throws {
        var trace = try makeTrace()
        let frames = [(1, perfmon_frame_exact), (2, perfmon_frame_return), (3, perfmon_frame_resume), (4, perfmon_frame_resume)]
            .map { perfmon_frame(address: $0.0, location: 0, kind: UInt32($0.1)) }
        frames.withUnsafeBufferPointer { trace.record(lane: 0, at: 1010, stack: $0, state: .suspended, wait: .continuation) }
        for time in [1020, 1030, 1015] as [UInt64] { trace.recordMovedOn(lane: 0, at: time) }
        let segments = trace.lanes[0].segments
        #expect(segments.map(\.state) == [.suspended, .running] && segments.map(\.end) == [1010, 1030])
        #expect(trace.stacks[segments[1].stack].map(\.address) == [2, 3, 4])
        #expect(trace.discards == [.threadMovedOn: 3] && trace.samples == 1)
        // Not for longer than any other sample.
        trace.recordMovedOn(lane: 0, at: 3000)
        #expect(trace.lanes[0].segments.map(\.start) == [1000, 1010, 2900])
    }

    @Test func ofATaskThatWasNeverSeenNothingIsKnown() throws {
        var trace = try makeTrace()
        trace.recordMovedOn(lane: 0, at: 1020)
        #expect(trace.lanes[0].segments.isEmpty)
    }

    @Test func aRunningStackEndsWithLooksThatCameToNothing() throws {
        var trace = try makeTrace()
        record(&trace, at: 1010, [1], .running)
        for _ in 0..<5 { trace.discard(lane: 0, .threadMovedOn) }
        record(&trace, at: 1070, [1], .running)
        #expect(trace.lanes[0].segments.map(\.start) == [1000, 1060])
    }

    @Test func looksThatCameToNothingStayNotSampled() throws {
        var trace = try makeTrace()
        record(&trace, at: 1010, [1], .running)
        trace.discard(lane: 0, .taskMovedOn)
        record(&trace, at: 1030, [2], .running)
        trace.discard(lane: 0, .taskMovedOn)
        trace.discard(lane: 0, .threadMovedOn)
        record(&trace, at: 1060, [3], .running)
        #expect(trace.lanes[0].segments.map(\.start) == [1000, 1010, 1050])
        #expect(trace.discards == [.taskMovedOn: 2, .threadMovedOn: 1])
    }

    @Test func tasksAreTooManyAtSomePoint() throws {
        var trace = try makeTrace()
        for index in 1..<RequestTrace.laneLimit {
            #expect(trace.addLane(task: UInt64(index) * 32, id: 7, parent: 0, kind: .child, now: 1010) == index)
        }
        #expect(trace.addLane(task: 1, id: 1, parent: 0, kind: .child, now: 1010) == nil)
        #expect(trace.addLane(task: 32, id: 7, parent: 0, kind: .child, now: 1010) == 1)
        #expect(trace.addLane(task: 32, id: 8, parent: 0, kind: .child, now: 1010) == nil)
    }

    @Test func theLaneOfATaskThatHasEndedIsGivenToASibling() throws {
        var trace = try makeTrace()
        for index in 1..<RequestTrace.laneLimit {
            let parent = index < 3 ? 0 : 1
            _ = trace.addLane(task: UInt64(index) * 32, id: UInt32(index), parent: parent, kind: .child, now: 1010)
        }
        func add(_ id: UInt32, parent: Int, now: UInt64) -> Int? {
            trace.addLane(task: 32, id: id, parent: parent, kind: .child, now: now) { $0.taskID != 1 }
        }
        // The first still runs, the second has ended.
        #expect(add(1000, parent: 0, now: 2000) == 2)
        #expect(trace.lanes[2].taskID == 1000 && trace.lanes[2].handovers == [1990])
        #expect(trace.addLane(task: 32, id: 1000, parent: 0, kind: .child, now: 2010) == 2)
        record(&trace, lane: 2, at: 2010, [5], .running)
        #expect(trace.lanes[2].segments.map(\.start) == [1990])
        #expect(add(1001, parent: 2, now: 2020) == nil)
        #expect(add(1002, parent: 1, now: 2030) == 3)
        #expect(trace.lanes.count == RequestTrace.laneLimit)
    }

    @Test func handoversAreTooManyAtSomePoint() {
        var lane = TracedLane(task: 16, taskID: 1, parent: 0, kind: .child, lastSample: 0)
        for index in 1...10_000 as ClosedRange<UInt64> { lane.handOver(to: 16, id: UInt32(index), at: index) }
        #expect(lane.handovers.count <= 1024 && lane.handovers.last == 10_000)
        #expect(lane.handovers == lane.handovers.sorted())
    }
}
