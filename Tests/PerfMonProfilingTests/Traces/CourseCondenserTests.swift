import PerfMonModel
import Testing

@testable import PerfMonProfiling

struct CourseCondenserTests {
    private static let limit = 1024

    private func segment(_ start: UInt64, _ end: UInt64, _ stack: Int, _ state: LaneState) -> TracedSegment {
        TracedSegment(start: start, end: end, stack: stack, state: state, wait: .none)
    }

    /// The shares of the time by what `key` tells, gaps included.
    private func shares<Key: Hashable>(_ segments: [TracedSegment], by key: (TracedSegment) -> Key, gap: Key) -> [Key: Double] {
        guard let first = segments.first, let last = segments.last else { return [:] }
        let total = Double(last.end - first.start)
        var shares: [Key: Double] = [:]
        for segment in segments { shares[key(segment), default: 0] += Double(segment.end - segment.start) / total }
        shares[gap, default: 0] += 1 - shares.values.reduce(0, +)
        return shares
    }

    private func expectEqual<Key: Hashable>(_ left: [Key: Double], _ right: [Key: Double], within tolerance: Double) {
        for key in Set(left.keys).union(right.keys) {
            #expect(abs(left[key, default: 0] - right[key, default: 0]) <= tolerance, "\(key)")
        }
    }

    /// Adds segments as a lane does: whenever there are too many, they become half as many.
    private func condensed(_ course: [TracedSegment]) -> [TracedSegment] {
        var condenser = CourseCondenser()
        var segments: [TracedSegment] = []
        for segment in course {
            if segments.count == Self.limit { condenser.condense(&segments, to: Self.limit / 2) }
            segments.append(segment)
        }
        #expect(segments.count <= Self.limit)
        return segments
    }

    @Test(arguments: [(10, 20), (1, 9), (15, 15), (30, 1)] as [(UInt64, UInt64)])
    func whatTakesTurnsKeepsItsShare(_ short: UInt64, _ long: UInt64) {
        var course: [TracedSegment] = []
        for _ in 0..<20_000 {
            let start = course.last?.end ?? 1000
            course += [segment(start, start + short, 1, .running), segment(start + short, start + short + long, 2, .suspended)]
        }
        expectEqual(
            shares(condensed(course), by: \.state, gap: .notSampled), shares(course, by: \.state, gap: .notSampled), within: 0.01)
    }

    /// Gaps rare or frequent, few stacks or many, lengths alike or very different.
    @Test(arguments: 0..<12 as Range<UInt64>) func anyCourseKeepsItsSharesEndsAndOrder(_ seed: UInt64) {
        var random = Random(state: seed &* 77 &+ 1)
        let gapRate = [0, 0.01, 0.4][Int(seed % 3)], stacks = [3, 40, 100_000][Int(seed / 3 % 3)], unevenness = Int(seed % 4)
        var course: [TracedSegment] = []
        var time: UInt64 = 1000
        for _ in 0..<20_000 {
            if random.unit() < gapRate { time += 1 + random.next() % 20 }
            let length = 1 + random.next() % 20 << UInt64(unevenness == 0 ? 0 : Int(random.next() % UInt64(2 * unevenness)))
            let stack = Int(random.next() % UInt64(stacks))
            // Each stack belongs to one state; some are seen longer than others.
            let state = [LaneState.running, .blocked, .suspended, .runnable][stack % 4]
            course.append(segment(time, time + length * UInt64(1 + stack % 3), stack, state))
            time = course[course.count - 1].end
        }
        let condensed = condensed(course)
        #expect(condensed.first?.start == course.first?.start && condensed.last?.end == course.last?.end)
        #expect(condensed.allSatisfy { $0.start < $0.end } && zip(condensed, condensed.dropFirst()).allSatisfy { $0.end <= $1.start })
        expectEqual(shares(condensed, by: \.state, gap: .notSampled), shares(course, by: \.state, gap: .notSampled), within: 0.01)
        if stacks < 100 {
            expectEqual(shares(condensed, by: \.stack, gap: -1), shares(course, by: \.stack, gap: -1), within: 0.01)
        }
        // What came in the first half is shown in the first half.
        let middle = course[course.count / 2].start
        func firstHalf(_ segments: [TracedSegment]) -> [TracedSegment] {
            segments.filter { $0.start < middle }.map { segment($0.start, min($0.end, middle), $0.stack, $0.state) }
        }
        expectEqual(
            shares(firstHalf(condensed), by: \.state, gap: .notSampled), shares(firstHalf(course), by: \.state, gap: .notSampled),
            within: 0.03)
    }

    @Test func functionsOfManyStacksKeepTheirShares() {
        // Each stack is seen once; those of odd numbers twice as long.
        var course: [TracedSegment] = []
        for index in 0..<40_000 {
            let start = course.last?.end ?? 1000
            course.append(segment(start, start + (index % 2 == 1 ? 20 : 10), index, .running))
        }
        func share(_ segments: [TracedSegment]) -> Double { shares(segments, by: { $0.stack % 2 }, gap: -1)[1] ?? 0 }
        #expect(abs(share(condensed(course)) - share(course)) < 0.15)
    }

    @Test func aLongGapStaysWhereItWas() {
        var course: [TracedSegment] = []
        for index in 0..<20_000 as Range<UInt64> {
            let start = (course.last?.end ?? 1000) + (index == 7000 ? 50_000 : 0)
            course.append(segment(start, start + 10, Int(index % 5), .running))
        }
        let condensed = condensed(course)
        let gap = zip(condensed, condensed.dropFirst()).first { $0.end < $1.start }
        #expect(gap?.0.end == course[6999].end && gap?.1.start == course[7000].start)
    }

    @Test func whatIsLongStaysAsItWas() {
        var course = [segment(1000, 1_000_000, 7, .suspended)]
        for index in 0..<300 as Range<UInt64> {
            course.append(segment(1_000_000 + index * 10, 1_000_010 + index * 10, Int(index % 7), .running))
        }
        course.append(segment(1_003_000, 9_000_000, 8, .blocked))
        var segments = course
        var condenser = CourseCondenser()
        condenser.condense(&segments, to: 100)
        #expect(segments.count <= 100)
        #expect(segments.first?.end == 1_000_000 && segments.first?.stack == 7 && segments.last?.start == 1_003_000)
    }

    @Test func equalNeighboursBecomeOneFirst() {
        var segments = (0..<300 as Range<UInt64>).map { segment($0 * 10, $0 * 10 + 10, $0 < 150 ? 1 : 2, .running) }
        var condenser = CourseCondenser()
        condenser.condense(&segments, to: 100)
        #expect(segments.map(\.end) == [1500, 3000] && segments.map(\.stack) == [1, 2])
    }
}

private struct Random {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
    mutating func unit() -> Double { Double(next()) / Double(1 << 31) }
}
