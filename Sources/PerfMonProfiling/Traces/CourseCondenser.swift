internal import PerfMonModel

/// Makes a lane's course coarser, so that it takes less memory and still shows all of the time, in order.
///
/// Neighbours become one segment, which shows one of the two. What the other one lost by that is a debt that is paid later on, where it has
/// a neighbour again: so what was seen often is there as long as it was seen, however short each of its visits. The time between segments
/// is treated in the same way, but as late as possible: only when there are too many gaps to keep.
struct CourseCondenser: Sendable {
    /// What a segment shows.
    private struct Content: Hashable {
        var stack: Int
        let state: LaneState
        let wait: TracedWait

        init(_ segment: TracedSegment) {
            stack = segment.stack
            state = segment.state
            wait = segment.wait
        }
    }

    /// Debts that are kept from one time to the next, at most.
    private static let debtLimit = 512

    /// What each state is owed.
    private var states: [LaneState: Int64] = [:]
    /// What each content is owed that occurs more than once.
    private var contents: [Content: Int64] = [:]
    private var random: UInt64 = 0x9e37_79b9_7f4a_7c15

    /// Reduces a course to at most `limit` segments, which must be at least eight. Of a long segment nothing is lost: those become one that
    /// are short.
    mutating func condense(_ segments: inout [TracedSegment], to limit: Int) {
        segments = Self.joined(segments)
        guard segments.count > limit, let first = segments.first, let last = segments.last else { return }
        // Neighbours that are longer together than this are left alone. With the largest of these lengths, no more than the limit remain.
        let longest = max((last.end - first.start) / UInt64(max(limit / 2 - 2, 1)) + 1, 8)
        noteContents(of: segments)
        var course = Self.filled(segments)
        for mergesGaps in [false, true] {
            for length in [longest / 8, longest / 4, longest / 2, longest] {
                var count = 0
                repeat {
                    count = course.count
                    course = merged(course, within: length, mergesGaps: mergesGaps)
                    segments = course.filter { $0.state != .notSampled }
                    if segments.count <= limit { return }
                } while course.count < count
            }
        }
    }

    /// Replaces the indices of stacks by others.
    mutating func moveStacks(_ moved: [Int]) {
        let debts = contents.map { content, debt in
            var content = content
            content.stack = moved[content.stack]
            return (content, debt)
        }
        contents = Dictionary(debts, uniquingKeysWith: +)
    }

    /// Equal neighbours as one.
    private static func joined(_ segments: [TracedSegment]) -> [TracedSegment] {
        var joined: [TracedSegment] = []
        joined.reserveCapacity(segments.count)
        for segment in segments {
            if let last = joined.indices.last, joined[last].end == segment.start, joined[last].shows(segment) {
                joined[last].end = segment.end
            } else {
                joined.append(segment)
            }
        }
        return joined
    }

    /// The same with the gaps as segments.
    private static func filled(_ segments: [TracedSegment]) -> [TracedSegment] {
        var course: [TracedSegment] = []
        course.reserveCapacity(segments.count)
        for segment in segments {
            if let end = course.last?.end, end < segment.start {
                course.append(TracedSegment(start: end, end: segment.start, stack: 0, state: .notSampled, wait: .none))
            }
            course.append(segment)
        }
        return course
    }

    private mutating func merged(_ course: [TracedSegment], within longest: UInt64, mergesGaps: Bool) -> [TracedSegment] {
        var merged: [TracedSegment] = []
        merged.reserveCapacity(course.count)
        var index = 0
        while index < course.count {
            let segment = course[index]
            index += 1
            guard index < course.count, course[index].end - segment.start <= longest else {
                merged.append(segment)
                continue
            }
            let next = course[index]
            // A course begins and ends with something that was seen.
            let isAtEnd = index == 1 || index == course.count - 1
            if segment.state == .notSampled || next.state == .notSampled, !mergesGaps || isAtEnd {
                merged.append(segment)
                continue
            }
            merged.append(choice(segment, next))
            index += 1
        }
        return Self.joined(merged)
    }

    /// One segment for two neighbours: it shows the one that is owed more.
    private mutating func choice(_ left: TracedSegment, _ right: TracedSegment) -> TracedSegment {
        let isOneState = left.state == right.state
        let owed = [left, right].map { segment in
            let length = Int64(clamping: segment.end - segment.start)
            states[segment.state, default: 0] += length
            let content = Content(segment)
            contents[content]? += length
            // Within a state, the state's own debt is no reason for either.
            return (contents[content] ?? length) + (isOneState ? 0 : states[segment.state, default: 0])
        }
        var chosen = isChosen(owed[1], over: owed[0]) ? right : left
        chosen.start = left.start
        chosen.end = right.end
        let length = Int64(clamping: chosen.end - chosen.start)
        states[chosen.state, default: 0] -= length
        contents[Content(chosen)]? -= length
        return chosen
    }

    /// Opens an account for whatever occurs more than once; what occurs once could never be paid back.
    private mutating func noteContents(of segments: [TracedSegment]) {
        if contents.count > Self.debtLimit {
            let largest = contents.sorted { abs($0.value) > abs($1.value) }.prefix(Self.debtLimit / 2)
            contents = Dictionary(uniqueKeysWithValues: largest.map { ($0.key, $0.value) })
        }
        var seen: Set<Content> = []
        for segment in segments where !seen.insert(Content(segment)).inserted { contents[Content(segment), default: 0] += 0 }
    }

    /// By chance, as probable as it is owed more: of stacks that occur once, the shorter ones would otherwise all be gone.
    private mutating func isChosen(_ one: Int64, over other: Int64) -> Bool {
        guard one > 0, other > 0 else { return one > other }
        // The generator of Marsaglia, Xorshift RNGs, 2003.
        random ^= random << 13
        random ^= random >> 7
        random ^= random << 17
        return random % UInt64(one + other) < UInt64(one)
    }
}

extension TracedSegment {
    /// Whether it shows what another one shows.
    func shows(_ other: TracedSegment) -> Bool { stack == other.stack && state == other.state && wait == other.wait }
}
