import CPerfMonSampler
import PerfMonModel
import Synchronization
import Testing

@testable import PerfMonProfiling

/// What the sampler decides by itself, without its thread.
struct SamplerLoopTests {
    private static let second: UInt64 = 1_000_000_000

    private final class Subject: RequestSubject {
        let method = "GET"
        let path = "/"
        let threshold = Duration.milliseconds(100)
        let reports = Mutex(0)
        func isStuck(_ trace: TraceSnapshot) { reports.withLock { $0 += 1 } }
    }

    /// A request of a certain age in nanoseconds.
    private func begin(_ sampler: Sampler, age: UInt64, threshold: UInt64 = second / 10, stuckAge: UInt64 = 0, _ subject: Subject? = nil)
        throws -> SamplerLoop.ArmedRequest
    {
        let start = perfmon_now() - age
        let request = sampler.requests.begin(
            task: 16, at: start, armingAge: 0, threshold: threshold, stuckAge: stuckAge, subject: subject)
        return (try #require(request), 16)
    }

    @Test func aStuckRequestThatWasNeverLookedAtIsReported() throws {
        let sampler = Sampler(), subject = Subject()
        var loop = SamplerLoop(sampler, isBlind: false)
        let (request, _) = try begin(sampler, age: 10 * Self.second, stuckAge: Self.second, subject)
        for _ in 0..<3 { loop.reportIfStuck(request, isLookedAt: true) }
        #expect(subject.reports.withLock { $0 } == 1)
        #expect(loop.traces[request.slot]?.isStuckReported == true)
        // The report says how often its turn came, although there is a trace by now.
        #expect(loop.traces[request.slot]?.lanes.isEmpty == true)
    }

    @Test func aRequestThatHasJustBecomeStuckIsLookedAtFirst() throws {
        let sampler = Sampler(), subject = Subject()
        var loop = SamplerLoop(sampler, isBlind: false)
        let armed = try (0..<300).map { _ in try begin(sampler, age: Self.second + 1000, stuckAge: Self.second, subject) }
        loop.reportIfStuck(armed[0].request, isLookedAt: true)
        #expect(subject.reports.withLock { $0 } == 0)
        #expect(loop.thinOut(armed, isTurnOfDistant: false).count == 300)
        loop.reportIfStuck(armed[0].request, isLookedAt: false)
        #expect(subject.reports.withLock { $0 } == 1)
    }

    @Test func theEldestOfACrowdAreAlwaysWatchedWhenTheyAreOverdue() throws {
        let sampler = Sampler()
        let loop = SamplerLoop(sampler, isBlind: false)
        // All are close to slow; ten are overdue.
        let armed = try (0..<500 as Range<UInt64>).map { try begin(sampler, age: $0 % 50 == 0 ? Self.second : 60_000_000 + $0) }
        let overdue = Set(armed.filter { $0.request.start < perfmon_now() - Self.second / 2 }.map(\.request.slot))
        let eldest = loop.eldest(of: armed)
        #expect(eldest == overdue && eldest.count == 10)
        #expect(Set(loop.thinOut(armed, eldest: eldest, isTurnOfDistant: false).map(\.request.slot)).isSuperset(of: overdue))
        let order = loop.inOrder(armed, eldest: eldest)
        #expect(Set(order.prefix(10).map(\.request.slot)) == overdue && order.count == 500)
        let starts = order.prefix(10).map(\.request.start)
        #expect(starts == starts.sorted())
    }
}
