import CPerfMonSampler
import PerfMonModel
import Testing

@testable import PerfMonProfiling

struct StackTableTests {
    private func image(_ number: UInt64) -> LoadedImage {
        LoadedImage(path: "/lib\(number).so", loadBias: 0, textStart: number * 4096, textEnd: number * 4096 + 4096)
    }

    private func index(of addresses: UInt64..., in table: inout StackTable) -> Int? {
        let frames = addresses.map { perfmon_frame(address: $0, location: 0, kind: 1) }
        return frames.withUnsafeBufferPointer { table.index(of: $0) }
    }

    @Test func stacksAreTooManyAtSomePoint() {
        var table = StackTable()
        for index in 1..<StackTable.limit {
            let frame = [perfmon_frame(address: UInt64(index), location: 0, kind: 1)]
            #expect(frame.withUnsafeBufferPointer { table.index(of: $0) } == index)
        }
        let another = [perfmon_frame(address: 1 << 40, location: 0, kind: 1)]
        #expect(another.withUnsafeBufferPointer { table.index(of: $0) } == nil)
        let known = [perfmon_frame(address: 5, location: 0, kind: 1)]
        #expect(known.withUnsafeBufferPointer { table.index(of: $0) } == 5)
        // The same address read in another way is another stack.
        let otherKind = [perfmon_frame(address: 5, location: 0, kind: 2)]
        #expect(otherKind.withUnsafeBufferPointer { table.index(of: $0) } == nil)
    }

    @Test func aStackKeepsTheImagesItLaysIn() {
        var table = StackTable()
        _ = table.use([image(1), image(2)])
        let first = index(of: 5, in: &table)
        // One more image changes nothing for what is known.
        _ = table.use([image(1), image(2), image(3)])
        let second = index(of: 5, in: &table)
        // Without one, the same address can be another place.
        _ = table.use([image(1), image(3), image(4)])
        let third = index(of: 5, in: &table), fourth = index(of: 5, in: &table)
        #expect([first, second, third, fourth] == [1, 1, 2, 2])
        #expect(table.images(of: 1) == [image(1), image(2), image(3)] && table.images(of: 2) == [image(1), image(3), image(4)])
        #expect(table[1].elementsEqual(table[2]))
    }

    @Test func imagesThatNoStackLiesInAreNotKept() {
        var table = StackTable()
        for number in 1...100 as ClosedRange<UInt64> { _ = table.use([image(number)]) }
        let found1 = index(of: 5, in: &table)
        #expect(found1 == 1)
        #expect(table.images(of: 1) == [image(100)])
    }

    @Test func whatIsKeptStaysInItsImages() {
        var table = StackTable()
        for number in 1...4 as ClosedRange<UInt64> {
            _ = table.use([image(number)])
            for address in 1...3 as ClosedRange<UInt64> { _ = index(of: address, number, in: &table) }
        }
        let moved = table.keep { $0 % 3 == 1 && $0 != 4 }
        #expect(moved == [0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 3, 0, 0])
        #expect((1...3).map { table.images(of: $0) } == [[image(1)], [image(3)], [image(4)]])
        #expect((1...3).map { table[$0].map(\.address) } == [[1, 1], [1, 3], [1, 4]])
        // Only those of the latest images can be found again.
        let latest = index(of: 1, 4, in: &table), older = index(of: 1, 3, in: &table)
        #expect(latest == 3 && older == 4)
    }

    @Test func aTraceForgetsTheOldestImagesWhenTheyChangeTooOften() throws {
        let active = ActiveRequests(capacity: 1)
        let request = try #require(active.begin(task: 16, at: 0, armingAge: 0))
        var trace = RequestTrace(request: request, interval: 10, samplerCPU: 0)
        _ = trace.addLane(task: 16, id: 1, parent: nil, kind: .request, now: 0)
        let frames = [perfmon_frame(address: 5, location: 0, kind: 1)]
        for number in 1...100 as ClosedRange<UInt64> {
            trace.use([image(number)], version: number)
            frames.withUnsafeBufferPointer {
                trace.record(lane: 0, at: number * 10, stack: $0, state: .running, wait: .none)
            }
        }
        let segments = trace.lanes[0].segments
        #expect(segments.count == 100 && segments.first?.stack == 0)
        #expect(segments.suffix(10).map { trace.stacks.images(of: $0.stack) } == (91...100).map { [image($0)] })
    }
}
