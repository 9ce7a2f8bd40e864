import Testing

@testable import PerfMonProfiling

struct CrowdTests {
    /// A thousand requests that began one after the other.
    private let requests = (0..<1000).map { ActiveRequest(slot: $0, state: 5, start: 1_000_000_000 + UInt64($0) * 700_003) }

    @Test(arguments: [(0, 1), (64, 1), (65, 2), (128, 2), (129, 4), (1000, 16), (4096, 64)] as [(Int, UInt64)])
    func hasPartsOfBearableSize(count: Int, parts: UInt64) {
        #expect(Crowd(of: count).parts == parts)
    }

    @Test func aFewAreChosen() {
        for turn in 0..<50 as Range<UInt64> {
            let chosen = requests.filter { Crowd(of: 1000).isTurn(of: $0, at: turn * Crowd.turn) }
            #expect((25...115).contains(chosen.count), "\(chosen.count) of a thousand in turn \(turn)")
        }
    }

    @Test func theOldestAreTheEldest() {
        #expect(Crowd.eldest(of: requests.shuffled()) == Set(0..<Crowd.eldestLimit))
        #expect(Crowd.eldest(of: requests.prefix(3)) == [0, 1, 2] && Crowd.eldest(of: []).isEmpty)
    }

    @Test func everybodysTurnComes() {
        let crowd = Crowd(of: 1000)
        let unseen = requests.filter { request in !(0..<200).contains { crowd.isTurn(of: request, at: $0 * Crowd.turn) } }
        #expect(unseen.isEmpty)
    }

    @Test func whoIsChosenStaysSoUntilTheNextTurnAndInSmallerCrowds() {
        for request in requests where Crowd(of: 1000).isTurn(of: request, at: 0) {
            #expect(Crowd(of: 1000).isTurn(of: request, at: Crowd.turn - 1))
            #expect(Crowd(of: 500).isTurn(of: request, at: 0) && Crowd(of: 10).isTurn(of: request, at: 0))
        }
    }
}
