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

    private func record(_ trace: inout RequestTrace, at time: UInt64, _ addresses: [UInt64], _ state: LaneState) {
        let frames = addresses.map { perfmon_frame(address: $0, location: 0, kind: 1) }
        frames.withUnsafeBufferPointer { trace.record(lane: 0, at: time, stack: $0, state: state, wait: .none) }
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
        // The second begins ten intervals before it was seen; what did not change meanwhile lasts.
        #expect(trace.lanes[0].segments.map(\.start) == [1000, 2910])
        #expect(trace.lanes[0].segments.map(\.end) == [1010, 5010])
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

    @Test func stacksAreTooManyAtSomePoint() {
        var table = StackTable()
        for index in 1..<StackTable.limit {
            let frame = [perfmon_frame(address: UInt64(index), location: 0, kind: 1)]
            #expect(frame.withUnsafeBufferPointer { table.index(of: $0) } == index)
        }
        let another = [perfmon_frame(address: 1 << 40, location: 0, kind: 1)]
        #expect(another.withUnsafeBufferPointer { table.index(of: $0) } == 0)
        let known = [perfmon_frame(address: 5, location: 0, kind: 1)]
        #expect(known.withUnsafeBufferPointer { table.index(of: $0) } == 5)
        // The same address read in another way is another stack.
        let otherKind = [perfmon_frame(address: 5, location: 0, kind: 2)]
        #expect(otherKind.withUnsafeBufferPointer { table.index(of: $0) } == 0)
    }
}
