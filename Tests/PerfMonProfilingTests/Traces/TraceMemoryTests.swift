import CPerfMonSampler
import PerfMonModel
import Testing

@testable import PerfMonProfiling

struct TraceMemoryTests {
    private func makeTrace(lanes: Int) throws -> RequestTrace {
        let table = ActiveRequests(capacity: 1)
        let request = try #require(table.begin(task: 16, at: 0, armingAge: 0))
        var trace = RequestTrace(request: request, interval: 10, samplerCPU: 0)
        for index in 0..<lanes {
            _ = trace.addLane(task: 16 + UInt64(index) * 16, id: 1, parent: index == 0 ? nil : 0, kind: .child, now: 10)
        }
        return trace
    }

    /// A stack of so many frames, different for each number.
    private func record(_ trace: inout RequestTrace, lane: Int, at time: UInt64, stack number: UInt64, depth: UInt64) {
        let frames = (0..<depth).map { perfmon_frame(address: 4096 + $0 * 16 + number << 24, location: 0, kind: 1) }
        let state = [LaneState.running, .blocked][Int(number % 2)]
        frames.withUnsafeBufferPointer { trace.record(lane: lane, at: time, stack: $0, state: state, wait: .none) }
    }

    private func share(of state: LaneState, in trace: RequestTrace, lane: Int) -> Double {
        let segments = trace.lanes[lane].segments
        let all = segments.reduce(0) { $0 + $1.end - $1.start }
        return Double(segments.filter { $0.state == state }.reduce(0) { $0 + $1.end - $1.start }) / Double(all)
    }

    @Test func stacksThatAreNotShownAnyMoreMakeRoom() throws {
        var trace = try makeTrace(lanes: 1)
        for index in 1...20_000 as ClosedRange<UInt64> { record(&trace, lane: 0, at: index * 10, stack: index, depth: 40) }
        #expect(trace.memory <= TraceMemory.ofOne)
        let segments = trace.lanes[0].segments
        let unknown = segments.filter { $0.stack == 0 }.reduce(0) { $0 + $1.end - $1.start }
        #expect(Double(unknown) < 0.7 * 200_000)
        #expect(segments.last.map { trace.stacks[$0.stack].first?.address } == 4096 + 20_000 << 24)
        // A stack still means what it meant.
        #expect(segments.allSatisfy { $0.stack == 0 || trace.stacks[$0.stack].count == 40 })
        for segment in segments where segment.stack != 0 {
            let number = try #require(trace.stacks[segment.stack].first).address >> 24
            #expect(segment.state == [LaneState.running, .blocked][Int(number % 2)])
        }
    }

    @Test(arguments: [2 << 20, 256 << 10, 64 << 10]) func aTraceFitsWhereItMust(_ room: Int) throws {
        var trace = try makeTrace(lanes: 16)
        for index in 1...3000 as ClosedRange<UInt64> {
            for lane in 0..<16 { record(&trace, lane: lane, at: index * 10, stack: (index + UInt64(lane)) % 200, depth: 30) }
        }
        trace.fit(in: room)
        #expect(trace.memory <= room)
        for lane in 0..<16 {
            #expect(trace.lanes[lane].segments.first?.start == 0 && trace.lanes[lane].segments.last?.end == 30_000)
            #expect(abs(share(of: .running, in: trace, lane: lane) - 0.5) < 0.1)
        }
        #expect(trace.segmentCount == trace.lanes.reduce(0) { $0 + $1.segments.count })
    }

    @Test func theLargestLaneBecomesCoarserFirst() throws {
        var trace = try makeTrace(lanes: 2)
        for index in 1...2000 as ClosedRange<UInt64> { record(&trace, lane: 0, at: index * 10, stack: index % 7, depth: 5) }
        for index in 1...50 as ClosedRange<UInt64> { record(&trace, lane: 1, at: index * 10, stack: index % 7, depth: 5) }
        trace.fit(in: 32 << 10)
        #expect(trace.lanes[1].segments.count == 50 && trace.lanes[0].segments.count < 1000)
    }

    @Test func manyTracesAreSmall() {
        #expect(TraceMemory.share(of: 0) == TraceMemory.ofOne && TraceMemory.share(of: 1) == TraceMemory.ofOne)
        for count in [1, 10, 100, 4096] { #expect(TraceMemory.share(of: count) * count <= TraceMemory.ofAll) }
    }

    @Test func tracesThatWaitForTheirReportsKeepToTheirMemory() throws {
        var trace = try makeTrace(lanes: 8)
        for index in 1...2000 as ClosedRange<UInt64> {
            for lane in 0..<8 { record(&trace, lane: lane, at: index * 10, stack: index % 500, depth: 20) }
        }
        var shared = Sampler.Shared()
        for number in 0..<60 as Range<UInt64> {
            shared.collected[ActiveRequest(slot: Int(number), state: 1, start: 0)] = trace
            shared.shrinkCollected()
        }
        #expect(shared.collected.count == 60)
        #expect(shared.collected.values.reduce(0) { $0 + $1.memory } <= TraceMemory.ofAll)
    }

    @Test func gapsAreCountedInBoundedMemory() {
        var gaps = GapLog()
        #expect(gaps.median == 0)
        for index in 1...100_001 as ClosedRange<UInt64> { gaps.add(index) }
        #expect(gaps.largest == 100_001 && gaps.memory <= 8192)
        #expect((45_000...55_000).contains(gaps.median))
    }
}
