import Testing

@testable import PerfMonProfiling

struct ProcessorUseTests {
    private func use(at time: UInt64, cpu: UInt64, switches: UInt64 = 0, asked: UInt64? = nil, cpuWhenAsked: UInt64? = nil) -> ProcessorUse
    {
        ProcessorUse(
            thread: 1,
            time: time,
            cpuTime: cpu,
            voluntarySwitches: switches,
            askedAt: asked ?? time,
            cpuTimeWhenAsked: cpuWhenAsked ?? cpu
        )
    }

    @Test func aThreadThatRanAllTheTimeNeverWaited() {
        #expect(use(at: 200, cpu: 150).involuntaryPause(since: use(at: 100, cpu: 50)) == 0)
    }

    @Test func whatItDidNotGetItWaitedFor() {
        #expect(use(at: 200, cpu: 90).involuntaryPause(since: use(at: 100, cpu: 50)) == 60)
    }

    @Test func afterItGaveTheCPUAwayOnlyTheTimeUntilItsAnswerIsKnown() {
        let answer = use(at: 200, cpu: 90, switches: 1, asked: 170, cpuWhenAsked: 85)
        #expect(answer.involuntaryPause(since: use(at: 100, cpu: 50)) == 25)
        #expect(answer.involuntaryPause(since: nil) == 25)
    }

    @Test func clocksThatDisagreeChangeNothing() {
        #expect(use(at: 100, cpu: 50, asked: 120, cpuWhenAsked: 60).involuntaryPause(since: use(at: 300, cpu: 400)) == 0)
        #expect(use(at: 200, cpu: 500).involuntaryPause(since: use(at: 100, cpu: 50)) == 0)
    }
}
